package ui

import "inlet.tech/igloo-setup/ui/words"

// Front is how the wizard has the user do what a sentence is about: by pressing a key.
func Front() words.Front {
	front := words.Front{Verb: "press"}
	for name, actions := range map[string][]words.Action{
		"Enter": {
			words.GoOn, words.TryAgain, words.Yes, words.Accept, words.TurnOn, words.IsOn, words.TakeNext, words.KeepName,
			words.Update, words.SaveMine, words.Send, words.SendAgain, words.OpenMail,
		},
		"Esc":       {words.Back, words.Cancel},
		"Ctrl+C":    {words.Leave},
		"F1/Ctrl+G": {words.Help},
		"F2/Ctrl+L": {words.Limits},
		"Ctrl+R":    {words.Show},
		"Ctrl+U":    {words.Clear},
		"Space":     {words.Toggle},
		"Tab":       {words.AsItIs, words.Next},
		"Left":      {words.Left},
		"Right":     {words.Right},
		"N":         {words.No, words.NotSent},
		"C":         {words.Copy},
		"S":         {words.SaveFile},
		"M":         {words.Mail},
		"E":         {words.Contact},
		"I":         {words.SentMyself},
		"B":         {words.ByHand},
		"Ctrl+N":    {words.TypedNo},
		"Ctrl+O":    {words.TypedOpen},
		"Ctrl+Q":    {words.TypedQR},
	} {
		for _, action := range actions {
			front.Keys[action] = name
		}
	}
	return front
}
