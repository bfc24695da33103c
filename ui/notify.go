package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// sendScreen shows the message to Inlet before it leaves.
type sendScreen struct {
	text    words.Text
	state   onboarding.State
	message messageView
}

func newSendScreen(s setting) screen {
	send := sendScreen{s.text, s.state, newMessageView(s)}
	send.message.top = s.top
	return send
}

func (s sendScreen) Update(msg tea.Msg) (screen, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		keys := s.message.keys
		switch {
		case s.canMail() && key.Matches(press, keys.openMail), s.mailsByEnter() && key.Matches(press, keys.goOn):
			return s, mailMessage{}
		case key.Matches(press, keys.goOn):
			return s, answer{event: onboarding.SendConfirmed{}}
		case key.Matches(press, keys.contact):
			return s, answer{event: onboarding.ContactWanted{}}
		case s.state.OffersOwnSending() && key.Matches(press, keys.ownSending):
			return s, answer{event: onboarding.OwnSending{}}
		}
	}
	message, meant := s.message.Update(msg, s.above(s.message.room, theme{}))
	s.message = message
	return s, meant
}

// canMail reports whether the person's own mail program is a way. It is the next one
// where the mail service fails; the demo sends nothing.
func (s sendScreen) canMail() bool {
	return s.state.Channel != onboarding.ChannelDemoInbox && s.state.SavedCount() > 0
}

// mailsByEnter reports whether it is the way: Enter never says that something is sent.
func (s sendScreen) mailsByEnter() bool {
	return s.canMail() && s.state.Channel == onboarding.ChannelOwnMail
}

// above is what stands above the message: what to do, and who to call back, or what
// somebody else has changed, which counts for more.
func (s sendScreen) above(room area, look theme) []block {
	below := paragraph(s.text.CallBack(s.state), room.width, look.plain.Render).tightly().ranked(1)
	if changed := s.text.ChangedElsewhere(s.state); changed != "" {
		below = paragraph(changed, room.width, look.warn.Render).tightly()
	}
	return []block{paragraph(s.text.Task(s.state), room.width, look.task.Render), below}
}

func (s sendScreen) Draw(room area, look theme) []block {
	blocks := s.message.Draw(room, look, s.above(room, look))
	if s.state.PassedOn {
		blocks[len(blocks)-1].rank = 0 // what was copied stays in sight
	}
	return blocks
}

// Resize notes the room that the message is scrolled in.
func (s sendScreen) Resize(room area) screen {
	s.message.room = room
	return s
}

// Answers is the one that lets it leave. The other ways are in sight beside it.
func (s sendScreen) Answers() int { return 1 }

func (s sendScreen) Keys() []key.Binding {
	keys := s.message.keys
	var own []key.Binding
	if s.state.SavedCount() > 0 {
		own = append(own, keys.says(keys.goOn, words.SendAction(s.state)))
	}
	if s.canMail() && !s.mailsByEnter() {
		own = append(own, keys.openMail)
	}
	if s.state.OffersOwnSending() {
		own = append(own, keys.ownSending)
	}
	return append(own, keys.copyText, keys.saveFile, keys.contact, keys.scroll)
}
