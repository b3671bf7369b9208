bot-menu-button = Dela
bot-welcome =
  Здравствуйте, <b>{ $name }</b>. Здесь ваша команда держит свои задачи, а вы узнаёте то, что касается вас.

  /new — новая задача, /tasks — ваши задачи. Или просто напишите, что нужно сделать.
bot-invitation-needed = Сюда входят по приглашению. Попросите ссылку у кого-нибудь из команды.
bot-invitation =
  { $inviter } приглашает вас в команду <b>{ $team }</b>. Ваша роль: { $role }.

  Присоединиться?
bot-joined = Вы в команде <b>{ $team }</b>. /projects покажет, что там делается.
bot-not-joined = Хорошо. Приглашение действует, пока не истечёт срок.
bot-role-admin = администратор
bot-role-manager = менеджер
bot-role-member = участник
bot-role-guest = гость
bot-private-only = Давайте поговорим наедине: то, что касается вас, другим видеть незачем.
bot-button-private = Написать мне
bot-button-join = Присоединиться
bot-button-not-now = Не сейчас
bot-button-open = Открыть в приложении
bot-button-list = ‹ Мои задачи
bot-button-projects = ‹ Проекты
bot-button-back = ‹ Назад
bot-button-skip = Пропустить
bot-button-cancel = Отмена
bot-button-create = Создать
bot-button-take = Взять себе
bot-button-done = Готово
bot-button-reopen = Вернуть в работу
bot-button-move = Переместить…
bot-button-snooze = Отложить…
bot-button-wake = Вернуть сейчас
bot-button-make-task = Сделать задачей
bot-button-make-details = Задача с подробностями…
bot-help = Что я умею:
bot-help-more = Номер можно писать с решёткой и без: /done 12. Всё, что вы напишете без команды, может стать задачей.
bot-command-start = начать
bot-command-help = что умеет бот
bot-command-tasks = мои задачи
bot-command-task = показать задачу: /task 12
bot-command-done = завершить задачу: /done 12
bot-command-new = новая задача по шагам
bot-command-new_task = новая задача одной строкой
bot-command-projects = проекты и их задачи
bot-command-login = ссылка для входа на компьютере
bot-command-cancel = прервать начатое
bot-unknown-command = Такой команды я не знаю. Все команды: /help.
bot-text-please = Я читаю текст. Напишите словами или загляните в /help.
bot-stale = Время этой кнопки прошло.
bot-list-changed = Список тем временем изменился: вот он сейчас.
bot-broken = У нас что-то сломалось. Мы это записали; попробуйте чуть позже.
bot-cancelled = Отменено. Ничего не создано.
bot-nothing-to-cancel = Отменять нечего.
bot-login =
  Откройте эту ссылку там, где хотите войти. Она действует один раз, { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[other] { $minutes } минут
  }, и только для вас: никому её не передавайте.

  { $link }
bot-tasks =
  <b>Мои задачи</b>
  Просрочено: { $overdue } · сегодня: { $today } · дальше: { $next } · без срока: { $no_date }
bot-tasks-to-finish =
  <b>Какая задача готова?</b>
  Или по номеру: /done 12
bot-tasks-none = Всё сделано. /new — новая задача.
bot-projects =
  <b>Проекты</b>
  Выберите, чтобы увидеть задачи.
bot-project =
  <b>{ $name }</b>
  Просрочено: { $overdue } · сегодня: { $today } · дальше: { $next } · без срока: { $no_date }
bot-project-empty =
  <b>{ $name }</b>
  Открытых задач нет.
bot-task-example = Какая задача? Например: /task 12
bot-done-example = Какая задача? Например: /done 12
bot-new-task-example =
  Одной строкой, части через |, последние можно опустить:
  /new_task 3 | Позвонить в типографию | @anna | насчёт листовок

  3 — номер проекта: /projects. Или по шагам: /new
bot-new-task-nobody = Я не вижу в этом проекте никого по имени { $name }.
bot-offer = Сделать из этого задачу?
bot-me = я
bot-new-title = Что нужно сделать?
bot-new-title-again = Название — от 1 до { $most } знаков. Что нужно сделать?
bot-new-project = В каком проекте? Выберите или напишите название или номер.
bot-new-project-again = Такого проекта я не нахожу
bot-new-project-own = Моё личное
bot-new-assignee = Кто это сделает? Выберите или напишите имя.
bot-new-assignee-again = Никого с таким именем в этом проекте я не нахожу
bot-new-due = К какому сроку? Например: завтра в 15:00, в пятницу, через 2 часа, 5 марта.
bot-new-due-unreadable = Такую дату я не понимаю. Попробуйте: завтра в 15:00, в пятницу, через 2 часа, 5 марта.
bot-new-due-past = Это уже прошло. К какому сроку?
bot-due-today = Сегодня
bot-due-tomorrow = Завтра
bot-due-monday = Понедельник
bot-new-priority = Насколько это важно?
bot-new-priority-again = Выберите: низкий, средний, высокий или срочный.
bot-new-confirm = Всё верно?
bot-card-project = Проект: { $name }
bot-card-status = Статус: { $status }
bot-card-priority = Приоритет: { $priority }
bot-card-assignees = Исполнители: { $names }
bot-card-due = Срок: { $when }
bot-card-overdue = ❗ Просрочено: { $when }
bot-card-snoozed = Отложено: { $when }
bot-card-stale = Задачу тем временем изменили. Вот она сейчас: нажмите ещё раз, если это всё ещё нужно.
bot-finished = Готово: { $title }
bot-taken = Теперь она ваша
bot-moved = Теперь: { $status }
bot-snoozed = Отложено
bot-woken = Снова в списке
bot-snooze-60 = На час
bot-snooze-evening = До вечера
bot-snooze-tomorrow = До завтрашнего утра
bot-snooze-monday = До понедельника
