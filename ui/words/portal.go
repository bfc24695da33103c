package words

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

type (
	kinds = []igloo.Kind
	ops   = []igloo.Op
)

// no is how some kinds of error, of the portal or of the way to it, are explained. In its
// sentences {portal} stands for the portal's host, {kept} for what became of a save or of the
// answers, and {again} for how to try again, which {Again} begins a sentence with.
type no struct {
	kinds kinds
	at    ops    // nil: at every call
	what  string // happened
	means string // is followed by the portal's own words
	ours  string // stands in their place if the portal has none
	next  string
}

const (
	saveLost  = "The lock may be saved, or not."
	lookFirst = "Press Enter to check. If the lock is not saved, the program saves it now."
	stays     = " If it stays so, tell " + Support + "."
	noRight   = "Perhaps the login lacks a right, or the portal does not allow your network."
	askRight  = "Only Inlet support can change this: send these words to " + Support + ". Then {again}"
	noReason  = "It gives no reason that can be shown here." // it gave none, or one that repeats a secret
	codeNo    = "{portal} does not take this code."
	noWay     = "There is no connection to {portal}."
	away      = "{kept} This computer may be offline, or the portal may be away for a while."
	online    = "Check that this computer is online. {Again}"
	wifiLogin = "If this network has a login page, log in there in a browser. Then {again} Still so? Ask " + Support + "."
	stranger  = "{portal} does not work with this program."
)

// nos explain every kind at every call: the first that fits and leaves no part empty.
var nos = [...]no{
	{kinds{igloo.KindLoginRefused, igloo.KindForbidden, igloo.KindNotFound, igloo.KindInvalid, igloo.KindConflict, igloo.KindNotPortal}, ops{igloo.OpReadBack},
		"{portal} does not tell whether the lock is saved.", "{kept}", "",
		"{Again}" + stays},
	{kinds{igloo.KindLoginRefused}, nil,
		"The username or password is refused.", "", "Perhaps one of them is mistyped.",
		"Type them again, or ask Inlet support."},
	{kinds{igloo.KindForbidden}, ops{igloo.OpLogIn}, "{portal} does not let you in.", "", noRight, askRight},
	{kinds{igloo.KindForbidden}, nil, "{portal} does not let this login do that.", "", noRight, askRight},
	{kinds{igloo.KindSessionEnded}, nil,
		"{portal} asks for a new login again and again.", "{kept} The program has just logged in, and was asked once more.", "",
		"{Again}" + stays},
	{kinds{igloo.KindNotFound, igloo.KindInvalid}, ops{igloo.OpFetch},
		codeNo, "", "",
		"If it is the code: compare it with the app (Ctrl+R shows it), or make a new code there."},
	{kinds{igloo.KindNotFound, igloo.KindInvalid}, ops{igloo.OpFetch},
		codeNo, "", noReason,
		"Compare it with the code in the app: Ctrl+R shows it. If it is the same, make a new code there."},
	{kinds{igloo.KindNotFound, igloo.KindInvalid}, ops{igloo.OpUpdate},
		"{portal} has not saved this lock.", "", noReason,
		"Press Esc to change the name or enable, or Enter to try again." + stays},
	{kinds{igloo.KindNotFound}, nil,
		"{portal} does not find this location.", "", "Perhaps the link is cut off, or belongs to another login.",
		"Press Esc to check the link and the login. If both are right, ask " + Support + "."},
	{kinds{igloo.KindInvalid}, nil,
		"{portal} does not take this.", "", noReason,
		"Press Esc to change your answer." + stays},
	{kinds{igloo.KindConflict}, nil,
		"Another person is changing something on {portal}.", "", "Nothing of yours is lost.",
		"Wait a moment, then press Enter to try again."},
	{kinds{igloo.KindUnreachable}, ops{igloo.OpCheck}, // only before the first answer can the link be wrong
		noWay, away + " Or the link is mistyped.", "",
		online + " Is the link wrong? Leave with Ctrl+C and start again with the right one."},
	{kinds{igloo.KindUnreachable}, nil, noWay, away, "", online},
	{kinds{igloo.KindTimeout}, nil, "{portal} did not answer in time.", "{kept}", "", "{Again}"},
	{kinds{igloo.KindCanceled}, nil, "You stopped it.", "{kept}", "", "{Again}"},
	{kinds{igloo.KindTooMany}, nil,
		"{portal} asks for a pause.", "{kept}", "There were many tries in a short time.",
		"{Again}"},
	{kinds{igloo.KindServer}, nil,
		"{portal} has a fault of its own.", "{kept} It is not your fault.", "",
		"{Again}" + stays},
	{kinds{igloo.KindCertificate}, nil,
		"The portal's certificate does not prove that this is {portal}.",
		"Another computer could be in between, or this computer's clock is wrong. So nothing was sent this time.", "",
		"Check the link and this computer's date, or try another network. If it stays so, ask " + Support + "."},
	{kinds{igloo.KindInsecure}, nil,
		"The way to {portal} leaves this computer, and is not encrypted.",
		"Others could read your password on it. So nothing was sent this time.", "",
		"Ask " + Support + " for a link that begins with https."},
	{kinds{igloo.KindRedirect}, nil,
		"{portal} sends the program on to another address.",
		"{kept} The program does not follow, to keep your login safe. A guest network may do this before its own login.", "",
		wifiLogin},
	{kinds{igloo.KindWebPage}, nil,
		"A web page came in place of the answer of {portal}.",
		"{kept} A guest network, such as a hotel's, may want its own login first. Or the portal is being repaired.", "",
		wifiLogin},
	{kinds{igloo.KindNotPortal}, ops{igloo.OpCheck},
		stranger, "It is not the Inlet Portal, or one for browsers only, or your network wants its own login. No password was sent.", "",
		"Check the link with " + Support + ". If it is right, press B to go on by hand: the program says what to click in the browser."},
	{kinds{igloo.KindNotPortal}, nil,
		stranger, "Perhaps it is not the Inlet Portal, or it works in a browser only.", "",
		"Check the link with " + Support + ". If it is right, leave with Ctrl+C and start again with --by-hand."},
	{nil, nil,
		"The answer of {portal} cannot be read.", "{kept} It was cut off, or is not what the program expects.", "",
		"{Again}" + stays},
}

// explainPortal explains a no from the portal, or from the way to it.
func explainPortal(e *igloo.Error) Explanation {
	said := ""
	if e.Message != "" {
		said = "The portal says: " + cited(e.Message)
	}
	i := slices.IndexFunc(nos[:], func(n no) bool {
		return (n.kinds == nil || slices.Contains(n.kinds, e.Kind)) && (n.at == nil || slices.Contains(n.at, e.Op)) &&
			n.means+n.ours+said != ""
	})
	n := nos[i]
	if e.Op == igloo.OpReadBack && !strings.Contains(n.means, "{kept}") { // a save went before it, whatever keeps it
		n.means = "{kept} " + n.means
	}
	kept, again := "Your answers are kept.", "Press Enter to try again."
	if e.Op == igloo.OpUpdate || e.Op == igloo.OpReadBack {
		kept, again = saveLost, lookFirst
	}
	pause := e.RetryAfter
	if e.Kind == igloo.KindTooMany {
		pause = cmp.Or(pause, time.Minute)
	}
	if pause > 0 {
		again = "Wait " + howLong(pause) + ", then " + lower(again)
	}
	fill := strings.NewReplacer("{portal}", cmp.Or(e.Host, "the portal"), "{kept}", kept, "{again}", lower(again), "{Again}", again).Replace
	what := fill(n.what)
	if e.Host == "" { // a host keeps its spelling
		what = strings.ToUpper(what[:1]) + what[1:]
	}
	return Explanation{what, strings.TrimSpace(fill(n.means) + " " + cmp.Or(said, n.ours)), fill(n.next)}
}

// lower is a sentence within another one.
func lower(text string) string { return strings.ToLower(text[:1]) + text[1:] }
