package onboarding

// Step is where a user stands. The two places before step 1 come first.
type Step uint8

// The places, in the order in which a user meets them.
const (
	YourLink       Step = iota // only if the portal's address is not known
	BeforeYouStart             // the checklist and the four limits
	LogIn
	OpenLocation
	EditLocation
	AuthCode
	FetchLocks
	YourLock
	Enable
	Name
	Update
	BackToApp
	NextLock // decided on BackToApp's screen; no state stands here
	NotifyInlet
)

// Last is the number of the last step.
const Last = 12

// Number is the step's number in the knowledge base, 1 to 12; 0 before step 1.
func (s Step) Number() int {
	if s < LogIn {
		return 0
	}
	return int(s-LogIn) + 1
}

// InLoop reports whether the step repeats for each lock.
func (s Step) InLoop() bool { return s >= AuthCode && s <= NextLock }

// Item is one thing to accept in Before you start.
type Item uint8

// The items: what must be true, then the four limits of the codes, in the page's order.
const (
	LockPaired     Item = iota // the lock is installed and paired in the igloohome app
	GuidesDone                 // "Setup Guide" and "Onboarding Igloo Connect" are done
	LoginAtHand                // username, password and link from Inlet support
	LimitFirstUse              // a code must be used within 24 hours of the booking's start
	LimitNoRevoke              // a code cannot be revoked
	LimitNoStatus              // a lock reports no status
	LimitMaxLength             // 367 days at most
	itemCount
)

// Items is how many items there are to accept.
const Items = int(itemCount)

// IsLimit reports whether the item is one of the four limits.
func (i Item) IsLimit() bool { return i >= LimitFirstUse && i < itemCount }
