package words

import "inlet.tech/igloo-setup/igloo/onboarding"

// ItemWords are the words for one thing to accept before the start.
type ItemWords struct {
	Short    string // for a list: 34 characters at most
	Sentence string // the question or the statement: three lines of 38 columns at most
	More     string // the details
	IfNot    string // what to do, or whom to ask, where it is not so; "" for a limit
}

// ItemText is what is said of an item.
func (t Text) ItemText(item onboarding.Item) ItemWords {
	switch item {
	case onboarding.LockPaired:
		return ItemWords{
			Short:    "The lock is installed and paired",
			Sentence: "Is your lock installed, and paired in the igloohome app?",
			More: "Try the factory PIN, 1234567890, at the lock. While it still opens the lock, the lock is not paired. " +
				"One of your locks is enough to begin with.",
			IfNot: "Install the lock and pair it in the igloohome app first, as the lock's own guide says. Then come back here.",
		}
	case onboarding.GuidesDone:
		return ItemWords{
			Short:    "The two guides are done",
			Sentence: `Are the steps of "Setup Guide" and "Onboarding Igloo Connect" done?`,
			More:     "They are pages of Inlet's knowledge base. After them, you can make a code for each lock in the igloohome app.",
			IfNot: "Do the two guides first. If you do not have them, or the app offers no code for your lock, ask " +
				Support + ".",
		}
	case onboarding.LoginAtHand:
		return ItemWords{
			Short:    "Login and link are at hand",
			Sentence: "Do you have the username, the password and the link from Inlet support?",
			More:     "Inlet support gives them ahead of time to customers who set up their locks themselves.",
			IfNot:    "Write to " + Support + " and ask for them. Then come back here.",
		}
	default:
		return limitText(item)
	}
}

// limitText is what is said of a limit: what the knowledge base says, in our words.
func limitText(item onboarding.Item) ItemWords {
	switch item {
	case onboarding.LimitFirstUse:
		return ItemWords{
			Short:    "Use each code within 24 hours",
			Sentence: "A code not used within 24 hours of the booking's start becomes invalid, and a new code must be issued.",
			More: "A booking starts at 12:00 today: enter its code at the lock at least once in the 24 hours from then, " +
				"and it works for the whole booking.",
		}
	case onboarding.LimitNoRevoke:
		return ItemWords{
			Short:    "A code cannot be revoked",
			Sentence: "Once activated, a code stays active until its time is over. It cannot be revoked.",
			More: "The locks are not online, so nobody can reach them from afar. " +
				"Cancelling a booking does not stop a code that is already active.",
		}
	case onboarding.LimitNoStatus:
		return ItemWords{
			Short:    "A lock reports no status",
			Sentence: "There is no status reporting for igloo locks.",
			More:     "Do not expect to see from afar whether a door is locked, a code was used or a battery is low.",
		}
	default:
		return ItemWords{
			Short:    "A code lasts 367 days at most",
			Sentence: "A code is valid for 367 days at most. A longer one cannot be made.",
			More: `Trying it ends in an error, number 422, with these words: "Exceeded the limit of 367 days". ` +
				"A longer stay needs a second code.",
		}
	}
}

// Security says where to read about Inlet's security.
func (t Text) Security() string {
	return "Inlet has a page about its security principles and its connections to locks. Ask " + Support + " for it."
}

// Limit is one of the four limits, to be read again at any time.
type Limit struct{ Heading, Text string }

// Limits are the four limits of the codes, in the knowledge base's order.
func (t Text) Limits() []Limit {
	var limits []Limit
	for i := range onboarding.Items {
		if item := onboarding.Item(i); item.IsLimit() {
			words := t.ItemText(item)
			limits = append(limits, Limit{Heading: words.Short, Text: words.Sentence + " " + words.More})
		}
	}
	return limits
}
