//! Sentences that speak of people without saying anything bad of them: what groups are called must not make a text abusive.

use crate::data::Rng;

const PEOPLE: &[&str] = &[
    "gay", "lesbian", "bisexual", "transgender", "trans", "queer", "straight", "nonbinary", "Muslim", "Jewish", "Christian", "Catholic",
    "Hindu", "Buddhist", "atheist", "Sikh", "black", "white", "Asian", "Latino", "African American", "Arab", "Mexican", "Chinese",
    "Indian", "Turkish", "Polish", "Native American", "immigrant", "refugee", "deaf", "blind", "disabled", "autistic", "elderly",
    "old", "young", "female", "male", "feminist", "pregnant", "single", "foreign", "Roma", "Israeli", "Palestinian", "Iranian",
];
const WHO: &[&str] = &[
    "man", "woman", "couple", "family", "teacher", "neighbour", "nurse", "author", "friend", "student", "colleague", "parents", "actor",
    "person", "daughter", "brother", "writer", "voters", "community", "children", "doctor", "musician", "artist", "politician",
];
const FRAMES: &[&str] = &[
    "I am a {p} {w} and I live in {c}.", "My {w} is {p} and we get along very well.", "She is {p}.", "He told me that he is {p}, and I was glad that he trusts me.",
    "The {p} {w} won a prize for the best film.", "Are there {p} churches or temples in {c}?", "What holidays do {p} people celebrate?",
    "The {p} {w} next door grows roses.", "We hired a {p} {w} last year.", "Many {p} people moved to {c} in the nineties.", "A {p} {w} asked for directions.",
    "Please recommend novels by {p} authors.", "The museum shows the history of the {p} community.", "{p} people have equal rights under the law.",
    "How can I support my {p} {w}?", "I grew up in a {p} family in {c}.", "The survey asked {p} voters about the economy.", "It was written by a {p} {w} from {c}.",
    "As a {p} {w}, which visa do I need for {c}?", "{p} and {q} people work together here.", "The {p} {w} opened a restaurant in {c}.", "Is this place accessible for {p} visitors?",
    "My parents are {p} and came from {c}.", "We celebrated with our {p} and {q} friends.", "The law protects {p} employees.", "A {p} {w} and a {q} {w} founded the club.",
    "The first {p} {w} in parliament took office today.", "I met my {p} {w} at a concert in {c}.", "The clinic helps {p} patients.", "What does the word {p} mean?",
    "I'm {p}.", "my best friend is {p}", "proud to be {p}", "{p} pride parade in {c} this weekend", "the {p} festival was lovely", "She teaches {p} history at the university.",
];
const CITIES: &[&str] = &["Berlin", "Lagos", "Chicago", "a small town", "Lima", "London", "the south", "Toronto", "Kyoto", "Texas"];
/// Words with a harmless reading, and people who speak ill of nobody but their day.
const PLAIN: &[&str] = &[
    "The donkey kicked the fence.", "An ass is a kind of donkey.", "Our dog, a bitch of four years, won the show.", "The rooster is also called a cock.",
    "The tit is a small bird.", "Cut the chicken breast into strips.", "I hate Mondays.", "This bug is killing me.", "I was so dumb to leave my umbrella at home.",
    "It drives me crazy when the bus is late.", "I feel like an idiot for missing the train.", "That was a stupid mistake of mine.", "My leg hurts like hell.",
    "The weather is awful today.", "We played terribly and lost.", "My phone is a piece of junk.", "The pigs live in the barn.", "Rats are clever animals.",
    "The monkey ate a banana.", "The queen was beheaded in 1793.", "Sussex and Middlesex are counties.", "He trained as a cockpit engineer.", "Shiitake mushrooms need wood.",
    "The snake can kill a mouse.", "The hunter shot a deer.", "This medicine treats infections of the anus.", "Testicular cancer is rare.", "Sex education starts in year five.",
    "The film is about slavery and racism.", "They were victims of hate crimes.", "The word is offensive and should not be used.", "The gym session nearly killed me.",
];

/// One sentence.
pub fn sentence(rng: &mut Rng) -> String {
    if rng.chance(15) {
        return rng.pick(PLAIN).to_owned();
    }
    let mut text = rng.pick(FRAMES).to_owned();
    for (slot, list) in [("{p}", PEOPLE), ("{q}", PEOPLE), ("{w}", WHO), ("{c}", CITIES)] {
        text = text.replace(slot, rng.pick(list));
    }
    text
}
