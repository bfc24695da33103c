package words

import "inlet.tech/igloo-setup/igloo/onboarding"

// ContactMore says what has to be filled in.
func (t Text) ContactMore(state onboarding.State) string {
	if state.Channel == onboarding.ChannelSMTP {
		return "The customer's name and the e-mail address are needed: this program sends the message, and Inlet answers to that address."
	}
	return "Only the customer's name is needed. With a number or an address, Inlet can ask you."
}

// WhoToCallBack says who is named in the message, and which key changes it.
func (t Text) WhoToCallBack(state onboarding.State) string {
	switch who := state.Who().CallBack; {
	case who == "":
		return "Nobody to call back is named yet. E adds a name and a number."
	default:
		return "E changes who to call back: " + cited(who)
	}
}

// explainContact explains what is missing or mistyped of whom Inlet can turn to.
func explainContact(reason onboarding.Reason) Explanation {
	switch reason {
	case onboarding.EmptyCustomer:
		return Explanation{
			"The customer's name is missing.",
			"Inlet has many customers, and must know whose locks these are.",
			"Type the name of your company or house, and press Enter.",
		}
	case onboarding.EmptyReplyTo:
		return Explanation{
			"There is no e-mail address yet.",
			"The message comes from this program's own address, so Inlet could not answer you.",
			"Type your e-mail address, and press Enter.",
		}
	default:
		return Explanation{
			"This is not one e-mail address.",
			"An address looks like kari@hotel.example, with the letters a to z.",
			"Correct it and press Enter. Ctrl+U clears the field.",
		}
	}
}
