package words

import "inlet.tech/igloo-setup/igloo/onboarding"

// Text has every sentence of the program, as a front says it.
type Text struct{ language *Language }

// New is the text in a language.
func New(language Language) Text { return Text{&language} }

// Language has the sentences of a language.
type Language struct {
	Actions [actions]string                     // what each action does, for the foot of a screen
	Fields  [onboarding.FieldReplyTo + 1]string // the labels of fields. Without a colon, none reads like one of the demo's hints
}

// Label says what an action does.
func (t Text) Label(action Action) string { return t.language.Actions[action] }

// Field is the label of a field.
func (t Text) Field(field onboarding.Field) string { return t.language.Fields[field] }
