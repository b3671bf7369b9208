import {
  backButton,
  closingBehavior,
  cloudStorage,
  hapticFeedback,
  init,
  initData,
  mainButton,
  miniApp,
  openTelegramLink,
  popup,
  requestWriteAccess,
  secondaryButton,
  settingsButton,
  targetOrigin,
  themeParams,
  viewport,
} from '@telegram-apps/sdk'

targetOrigin.set(location.origin)
init()
initData.restore()
miniApp.mountSync()
themeParams.bindCssVars()
backButton.mount()
mainButton.mount()
secondaryButton.mount()
settingsButton.mount()
closingBehavior.mount()
miniApp.ready()

const log = document.querySelector('#log')
const say = (text: string) => log?.append(Object.assign(document.createElement('li'), { textContent: text }))
const onPress = (id: string, act: () => unknown) =>
  document
    .querySelector(`#${id}`)
    ?.addEventListener('click', () => void Promise.resolve(act()).catch((error) => say(String(error))))

say(`user ${initData.user()?.first_name}, start ${initData.startParam() ?? 'none'}`)
mainButton.setParams({ text: 'Save', isVisible: true })
secondaryButton.setParams({ text: 'Discard', isVisible: true, position: 'left' })
settingsButton.show()
mainButton.onClick(() => {
  hapticFeedback.notificationOccurred('success')
  say('main pressed')
})
secondaryButton.onClick(() => say('secondary pressed'))
settingsButton.onClick(() => say('settings pressed'))
backButton.onClick(() => {
  say('back pressed')
  backButton.hide()
})
onPress('back', () => backButton.show())
onPress('busy', () => mainButton.setParams({ isLoaderVisible: true, isEnabled: false }))
onPress('confirm', () => closingBehavior.enableConfirmation())
onPress('popup', async () => {
  const pressed = await popup.show({
    title: 'Delete?',
    message: 'It is gone for good.',
    buttons: [{ id: 'delete', type: 'destructive', text: 'Delete' }, { type: 'cancel' }],
  })
  say(`popup ${pressed ?? 'dismissed'}`)
})
onPress('cloud', async () => {
  await cloudStorage.setItem('draft', 'tea')
  say(`cloud ${await cloudStorage.getItem('draft')} of ${(await cloudStorage.getKeys()).join()}`)
})
onPress('access', async () => say(`access ${await requestWriteAccess()}`))
onPress('link', () => openTelegramLink('https://t.me/dela_bot?startapp=task_7'))
onPress('start', () => openTelegramLink('https://t.me/dela_bot?start=hello'))
onPress('close', () => miniApp.close())
void viewport.mount({ timeout: 1000 }).then(() => say(`viewport ${viewport.width()}x${viewport.height()}`))
