export const PASSWORD_LENGTH = 8
/** None is cut off: what is longer is refused. */
export const PASSWORD_BYTES = 128
export const TRIES_A_PERSON_AND_ADDRESS = { points: 5, seconds: 900 }
/** From then on each try waits: nobody is locked out by those who guess. */
export const TRIES_A_PERSON = { points: 100, seconds: 3600 }
export const SLOW_MS = 2000
export const CHANGES_A_PERSON = { points: 5, seconds: 900 }

/** What people choose first, in lower case; digits and signs before and after are taken off before it is looked up. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  password passw0rd p@ssword p@ssw0rd pa$$word pa55word passwort passwords passcode passphrase mypassword newpassword
  letmein welcome welcome1 iloveyou ilovegod loveyou sunshine princess princesa football baseball basketball softball
  superman batman spiderman pokemon dragon monkey master shadow michael jennifer jessica ashley charlie daniel jordan
  qwerty qwertyuiop qwerty123 qwe123 qweqwe qweasd qweasdzxc qazwsx qazwsxedc zaqwsx asdfgh asdfghjkl asdasd zxcvbn
  zxcvbnm 1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 zaq12wsx abc123 abcd1234 a1b2c3d4 123abc 123qwe 1234qwer qwer1234
  11111111 00000000 12341234 11223344 12344321 87654321 98765432 123123123 147258369 159753 741852963 987654321 1029384756
  trustno1 starwars computer internet samsung whatever freedom killer hunter buster soccer hockey cookie pepper ginger
  chocolate butterfly liverpool chelsea arsenal barcelona juventus manchester metallica nirvana slipknot mustang corvette
  ferrari mercedes porsche yamaha harley winter summer spring autumn january february september october november december
  monday friday sunday flower forever blink182 jesus christ jesuschrist heaven angel angels babygirl lovely beautiful
  administrator admin root toor guest user test tester testing default changeme secret private login letmein1 access
  system server manager master1 oracle database windows microsoft google facebook instagram twitter telegram whatsapp
  company office business support security welcome123 temp temporary demo example sample dela
  пароль мойпароль привет любовь люблю солнышко солнце наташа андрей сергей александр максим дмитрий екатерина анастасия
  россия москва спартак зенит динамо цска йцукен йцукенг фывапролд ячсмить марина светлана татьяна виктория кристина
  parol privet lubov natasha andrey sergey aleksandr maksim dmitry marina svetlana tatiana viktoria kristina spartak
  rossiya moskva zenit dinamo nastya katya lyubov solnishko gfhjkm ghbdtn vfrcbv yfnfif rjntyjr fylhtq cthutq
  `
    .trim()
    .split(/\s+/),
)
