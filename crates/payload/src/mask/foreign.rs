//! What passwords and keys are called in other languages.

/// The same in other languages, without what stands between their words; of ASCII letters, as words
/// of their own.
pub(super) const FOREIGN: [&str; 31] = [
    // German, French, Spanish and Portuguese, Italian, Dutch.
    "mdp",
    "jeton",
    "cléapi",
    "contraseña",
    "senha",
    "palavrapasse",
    "parola",
    // Danish, Norwegian, Swedish, Finnish.
    "lösenord",
    "losenord",
    "salasana",
    // Polish, Czech, Hungarian, Turkish, Greek, Russian and Ukrainian, Hebrew, Arabic.
    "hasło",
    "haslo",
    "heslo",
    "jelszó",
    "jelszo",
    "şifre",
    "sifre",
    "κωδικός",
    "пароль",
    "Пароль",
    "סיסמה",
    "كلمةالمرور",
    "كلمةالسر",
    // Vietnamese, Indonesian and Malay, Chinese, Japanese, Korean.
    "mậtkhẩu",
    "katasandi",
    "katalaluan",
    "密码",
    "密碼",
    "パスワード",
    "비밀번호",
    "암호",
];
