/** Colours Telegram Web gives to a Mini App: https://core.telegram.org/bots/webapps#themeparams */
export const themes = {
  light: {
    bg_color: '#ffffff',
    secondary_bg_color: '#f4f4f5',
    section_bg_color: '#ffffff',
    header_bg_color: '#ffffff',
    bottom_bar_bg_color: '#ffffff',
    text_color: '#000000',
    hint_color: '#707579',
    subtitle_text_color: '#707579',
    link_color: '#00639b',
    button_color: '#2b7fc4',
    button_text_color: '#ffffff',
    accent_text_color: '#1f72b5',
    destructive_text_color: '#d33f3b',
    section_header_text_color: '#1f72b5',
    section_separator_color: '#dadce0',
  },
  dark: {
    bg_color: '#212121',
    secondary_bg_color: '#0f0f0f',
    section_bg_color: '#212121',
    header_bg_color: '#212121',
    bottom_bar_bg_color: '#212121',
    text_color: '#ffffff',
    hint_color: '#aaaaaa',
    subtitle_text_color: '#aaaaaa',
    link_color: '#8ab4f8',
    button_color: '#8774e1',
    button_text_color: '#ffffff',
    accent_text_color: '#a393f0',
    destructive_text_color: '#ff7c78',
    section_header_text_color: '#a393f0',
    section_separator_color: '#3a3a3a',
  },
} as const

export type ThemeName = keyof typeof themes
