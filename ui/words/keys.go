package words

// What a key does, for the foot of the screen.
const (
	KeyGoOn       = "go on"
	KeyBack       = "back"
	KeyHelp       = "help"
	KeyLimits     = "limits"
	KeyLeave      = "leave"
	KeyClose      = "close"
	KeyShow       = "show"
	KeyHide       = "hide"
	KeyChoose     = "choose"
	KeyToggle     = "toggle"
	KeyTurnOn     = "turn on"
	KeyAsItIs     = "as it is"
	KeyYes        = "yes"
	KeyCancel     = "cancel"
	KeyAgain      = "try again"
	KeyOnceMore   = "again" // where there is no room for more
	KeyUpdate     = "Update"
	KeyOverwrite  = "save mine"
	KeyCopy       = "copy"
	KeySaveFile   = "save"
	KeySend       = "send"
	KeyIHaveSent  = "I have sent it"
	KeySentMyself = "sent it"
	KeyNotSent    = "not sent yet"
	KeySendAgain  = "send again"
	KeyContact    = "contact"
	KeyDemo       = "try the demo"
)
