bot-menu-button = Dela
bot-welcome =
  Hello, <b>{ $name }</b>. Here your team keeps its tasks, and you hear what concerns you.

  /new makes a task, /tasks shows yours. Or just write what is to be done.
bot-invitation-needed = People join here by invitation. Ask somebody of your team for a link.
bot-invitation =
  { $inviter } invites you to the team <b>{ $team }</b> as { $role }.

  Join?
bot-joined = You are in the team <b>{ $team }</b>. /projects shows what there is to do.
bot-not-joined = All right. The invitation stays good until it runs out.
bot-role-admin = an administrator
bot-role-manager = a manager
bot-role-member = a member
bot-role-guest = a guest
bot-private-only = Let us talk in private: what concerns you is nobody else’s business.
bot-button-private = Write to me
bot-button-join = Join
bot-button-not-now = Not now
bot-button-open = Open in the app
bot-button-list = ‹ My tasks
bot-button-projects = ‹ Projects
bot-button-back = ‹ Back
bot-button-skip = Skip
bot-button-cancel = Cancel
bot-button-create = Create
bot-button-take = Take it
bot-button-done = Done
bot-button-reopen = Open again
bot-button-move = Move to…
bot-button-snooze = Snooze…
bot-button-wake = Wake now
bot-button-make-task = Make it a task
bot-button-make-details = A task with details…
bot-help = What I can do:
bot-help-more = A number may be written with or without #: /done 12. Whatever you write outside a command can become a task.
bot-command-start = begin
bot-command-help = what the bot can do
bot-command-tasks = my tasks
bot-command-task = show a task: /task 12
bot-command-done = finish a task: /done 12
bot-command-new = make a task, step by step
bot-command-new_task = make a task in one line
bot-command-projects = projects and their tasks
bot-command-login = a link to sign in at a desk
bot-command-cancel = leave what we are in the middle of
bot-unknown-command = I don’t know this command. /help shows those I know.
bot-text-please = I read text. Write it in words, or see /help.
bot-stale = That button’s time has passed.
bot-list-changed = The list has changed meanwhile: here it is now.
bot-broken = Something broke on our side. It is noted; please try again later.
bot-cancelled = Cancelled. Nothing was made.
bot-nothing-to-cancel = There is nothing to cancel.
bot-login =
  Open this link where you want to sign in. It works once, for { $minutes } minutes, and only for you: don’t pass it on.

  { $link }
bot-tasks =
  <b>My tasks</b>
  Overdue: { $overdue } · today: { $today } · next: { $next } · no date: { $no_date }
bot-tasks-to-finish =
  <b>Which one is done?</b>
  Or by its number: /done 12
bot-tasks-none = Nothing to do. /new makes a task.
bot-projects =
  <b>Projects</b>
  Choose one to see its tasks.
bot-project =
  <b>{ $name }</b>
  Overdue: { $overdue } · today: { $today } · next: { $next } · no date: { $no_date }
bot-project-empty =
  <b>{ $name }</b>
  No open tasks.
bot-task-example = Which task? For example: /task 12
bot-done-example = Which task? For example: /done 12
bot-new-task-example =
  In one line, parts divided by |, the last ones may be missing:
  /new_task 3 | Call the printer | @anna | about the flyers

  3 is the number of a project: /projects. Or step by step: /new
bot-new-task-nobody = I see nobody called { $name } in this project.
bot-offer = Shall this be a task?
bot-me = me
bot-new-title = What is to be done?
bot-new-title-again = A title of 1 to { $most } characters, please. What is to be done?
bot-new-project = In which project? Choose, or write its name or number.
bot-new-project-again = I don’t find such a project
bot-new-project-own = My own
bot-new-assignee = Who does it? Choose, or write a name.
bot-new-assignee-again = I find nobody of that name in this project
bot-new-due = When is it due? For example: tomorrow 9am, friday, in 2 hours, 5 March.
bot-new-due-unreadable = I don’t understand that date. Try: tomorrow 9am, friday, in 2 hours, 5 March.
bot-new-due-past = That has passed already. When is it due?
bot-due-today = Today
bot-due-tomorrow = Tomorrow
bot-due-monday = Monday
bot-new-priority = How important is it?
bot-new-priority-again = Choose one: low, medium, high or urgent.
bot-new-confirm = Is this right?
bot-card-project = Project: { $name }
bot-card-status = Status: { $status }
bot-card-priority = Priority: { $priority }
bot-card-assignees = Assigned to: { $names }
bot-card-due = Due: { $when }
bot-card-overdue = ❗ Overdue: { $when }
bot-card-snoozed = Snoozed until { $when }
bot-card-stale = Somebody has changed the task meanwhile. Here it is now: press again if you still want to.
bot-finished = Done: { $title }
bot-taken = It is yours
bot-moved = Now: { $status }
bot-snoozed = Snoozed
bot-woken = Back in the list
bot-snooze-60 = For an hour
bot-snooze-evening = Until the evening
bot-snooze-tomorrow = Until tomorrow morning
bot-snooze-monday = Until Monday
