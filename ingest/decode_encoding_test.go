package ingest

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"

	"huike"
)

// encoded writes a text in an encoding; it fails where the encoding lacks a
// letter.
func encoded(t testing.TB, name, text string) string {
	t.Helper()
	for _, c := range charsets {
		if c.name == name && c.table != nil {
			out, err := encoding.ReplaceUnsupported(c.table.NewEncoder()).String(text)
			if err != nil {
				t.Fatal(err)
			}
			if back, err := c.table.NewDecoder().String(out); err != nil || strings.TrimPrefix(back, "\ufeff") != text {
				t.Fatalf("%q cannot be written in %s", text, name)
			}
			if strings.HasPrefix(name, encodingUTF16) && name != encodingUTF16 {
				return out[2:] // without its mark
			}
			return out
		}
	}
	return text
}

func put(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// everything reads a file to its end.
func everything(t testing.TB, path string, o options) (*file, [][]string) {
	t.Helper()
	f, err := sniff(t.Context(), path, o)
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	return f, rowsOfFile(t, f)
}

func rowsOfFile(t testing.TB, f *file) [][]string {
	t.Helper()
	rows, done, err := f.open()
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	if _, _, err := rows.next(); err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for {
		_, cells, err := rows.next()
		if err != nil {
			return all
		}
		all = append(all, cells)
	}
}

func TestEncodings(t *testing.T) {
	f := func(name, text string) {
		t.Helper()
		path := put(t, "x.csv", encoded(t, name, text))
		file, err := sniff(t.Context(), path, options{})
		if err != nil {
			t.Errorf("%s %q: %v", name, text, err)
			return
		}
		want := headRows(text, file.delim)
		got := append([][]string{file.headers}, rowsOfFile(t, file)...)
		if file.encoding != name || len(got) != len(want) || strings.Join(got[len(got)-1], "|") != strings.Join(want[len(want)-1], "|") || strings.Join(got[0], "|") != strings.Join(want[0], "|") {
			t.Errorf("%s %q: read as %s: %q", name, text, file.encoding, got)
		}
	}
	// Chinese.
	f(encodingGB18030, "订单编号,金额\n1,2\n")
	f(encodingGB18030, "nick,amount\n张伟,2\n王芳,3\n")
	f(encodingGB18030, "nick,city\n小王,北京\n李四,上海\n")
	f(encodingGB18030, "买家会员名,收货地址\n欧阳娜娜,江苏省 南京市 建邺区 沙洲街道\n")
	f(encodingGB18030, "商品,备注\nT恤,尺码偏大（建议拍小一码）\nU盘,请尽快发货！\n")
	f(encodingGB18030, "商品名称,单价\n女装羊毛衫，秋冬新款,199\n")
	f(encodingGB18030, "姓名,城市\n㐂喆,丽江\n𠮷野家,昆明\n赵喆,深圳\n")
	f(encodingGB18030, "品名;数量\n茶叶;3\n")
	f(encodingGB18030, "name,sex\nA,女\nB,男\n")
	f(encodingGB18030, "订单号,是否付款\n1,是\n2,否\n")
	f(encodingGB18030, "编号,昵称\n1,墨菲定律\n2,龙傲天\n3,饕餮\n")
	f(encodingGB18030, "訂單編號,買家姓名,地址\n1,陳美玲,台北市信義區\n")
	f(encodingBig5, "訂單編號,買家姓名,地址\n1,陳美玲,台北市信義區\n")
	f(encodingBig5, "name,city\n林志明,高雄市\n黃淑芬,台中市\n")
	f(encodingBig5, "商品名稱,數量\n鳳梨酥禮盒,2\n")
	// Western.
	f(encoding1252, "name,city\nHélène Müller,Orléans\nJosé Núñez,Málaga\nBjörn,Köln\n")
	f(encoding1252, "name,x\nAndré,1\nAndrè,2\nJosé,3\nJosê,4\n")
	f(encoding1252, "name,x\nAndré,1\n")
	f(encoding1252, "title,price\nGift Voucher £80.00,69.56\n")
	f(encoding1252, "title,price\nTee 5 €,1\n")
	f(encoding1252, "title,price\n€20 gift card,20\n")
	f(encoding1252, "name,x\nJürgen Groß,1\nKäthe Weiß,2\n")
	f(encoding1252, "name,x\nJÜRGEN GRÖSSE,1\nHÉLÈNE FRANÇOIS,2\n")
	f(encoding1252, "nome,cidade\nJoão Conceição,São Paulo\nInês Gonçalves,Brasília\n")
	f(encoding1252, "nombre,ciudad\nBegoña Muñoz,A Coruña\nÍñigo Ibáñez,Cádiz\n")
	f(encoding1252, "nome,città\nNicolò,Forlì\n")
	f(encoding1252, "namn,ort\nSören Åkesson,Malmö\nÖrjan,Växjö\n")
	f(encoding1252, "navn,by\nSøren Jørgensen,Ålborg\nBjørn Kjær,Tromsø\n")
	f(encoding1252, "Größe;Menge\nXL;2\n")
	f(encoding1252, "Prénom,Ville\nZoé,Besançon\n")
	f(encoding1252, "note,x\n“Très bien” – l’équipe,1\n")
	f(encoding1252, "naam,stad\nZoë Daniël,België\n")
	f(encoding1252, "title,x\nCafé crème 25°,1\nPiñata ½ kg,2\n")
	f(encoding1252, "nafn,borg\nÞóra Guðrún,Ísafjörður\n")
	f(encodingMac, "name,city\nHélène Müller,Orléans\nJosé Núñez,Málaga\nBjörn,Köln\n")
	// Central and eastern Europe.
	f(encoding1250, "imię,miasto\nMałgorzata Wiśniewska,Łódź\nPaweł Dąbrowski,Kraków\n")
	f(encoding1250, "name,city\nZbigniew Woźniak,Gdańsk\nGrażyna Żak,Częstochowa\n")
	f(encoding1250, "jméno,město\nJiří Dvořák,Plzeň\nTomáš Růžička,Děčín\n")
	f(encoding1250, "name,city\nLukáš Čermák,České Budějovice\n")
	f(encoding1250, "név,város\nSzűcs László,Győr\nFehér Zsófia,Székesfehérvár\n")
	f(encoding1250, "ime,grad\nŽeljko Kovačević,Šibenik\nĐurđica Božić,Varaždin\n")
	f(encoding1251, "имя,город\nАнна Иванова,Москва\nСергей Смирнов,Санкт-Петербург\n")
	f(encoding1251, "name,city\nДмитрий,КАЗАНЬ\nЕЛЕНА,Уфа\n")
	f(encoding1251, "name,city\nОксана Шевченко,Київ\nЮрій,Львів\n")
	f(encoding1254, "ad,şehir\nAyşe Yılmaz,İstanbul\nÇağlar Öztürk,Eskişehir\n")
	// Japanese.
	f(encodingShiftJIS, "注文番号,お名前,住所\n1,佐藤花子,東京都渋谷区\n")
	f(encodingShiftJIS, "name,item\n鈴木一郎,さくらの紅茶\n田中,コーヒー豆\n")
	f(encodingShiftJIS, "商品名,数量\nﾎﾟｽﾄｶｰﾄﾞ,2\nシャツ 白,1\n")
	f(encodingKorean, "주문번호,이름,주소\n1,김철수,서울시 강남구\n")
	f(encodingKorean, "name,x\n박지민,1\n이영희,2\n최현우,3\n")
	// UTF-8 and UTF-16.
	f(encodingUTF16, "订单编号\t金额\n1\t2\n")
	f(encodingUTF8, "nick,city\n张伟,Orléans\nJosé,Łódź\nАнна,東京\n")
	f(encodingUTF16LE, "nick,city\n张伟,Orléans\n")
	f(encodingUTF16BE, "nick,city\nAnna,Orléans\n")
	f(encodingUTF16LE, "订单编号\t买家会员名\t金额\n1\t张伟\t10\n2\t王芳\t20\n")
}

// A few bytes that are no UTF-8 cost their own characters only.
func TestOneOddByteInUTF8(t *testing.T) {
	f, rows := everything(t, put(t, "x.csv", "name,city,note\n张伟,杭州,caf\xe9\nJosé,Málaga,cut \xe5\xbc\nBjörn,Köln,fine\n"), options{})
	if f.encoding != encodingUTF8 || rows[0][2] != "caf\ufffd" || rows[0][1] != "杭州" || rows[1][1] != "Málaga" || rows[2][0] != "Björn" {
		t.Errorf("%s: %q", f.encoding, rows)
	}
	if len(f.notes) != 1 || f.notes[0].code != "text_broken" || f.notes[0].values[2] != "2" {
		t.Errorf("%v", f.notes)
	}
	// Texts that differ stay different.
	_, rows = everything(t, put(t, "x.csv", "name,city\n张伟,杭州\nAndr\xe9,上海\nAndr\xe8,北京\n李四,Málaga\n"), options{})
	if rows[1][0] != "André" || rows[2][0] != "Andrè" {
		t.Errorf("%q", rows)
	}
}

// What a person says goes before what the text looks like.
func TestEncodingTold(t *testing.T) {
	path := put(t, "x.csv", encoded(t, encoding1252, "name,x\nAndré,1\n"))
	f, rows := everything(t, path, options{encoding: "cp1250"})
	if f.encoding != encoding1250 || rows[0][0] != "André" {
		t.Errorf("%s %q", f.encoding, rows)
	}
	if f, rows := everything(t, path, options{encoding: "utf-8"}); f.encoding != encodingUTF8 || rows[0][0] != "Andr\ufffd" {
		t.Errorf("%s %q", f.encoding, rows)
	}
	if _, err := sniff(t.Context(), path, options{encoding: "klingon"}); huike.CodeOf(err) != "import.unknown_encoding" || !strings.Contains(huike.SentenceOf(err), "big5") {
		t.Error(err)
	}
}

// Letters that no reading makes likely are refused rather than garbled.
func TestEncodingDoubtful(t *testing.T) {
	for _, text := range []string{
		"name,x\n\xe9\xe5\xe5\xed \xeb\xe4\xef,1\n\xf9\xf8\xe4 \xec\xe5\xe9,2\n",            // Hebrew
		"name,x\n\xc1\xe8\xde\xed\xe1 \xd0\xe1\xf0\xe1\xe4\xfc\xf0\xef\xf5\xeb\xef\xf2,1\n", // Greek
		"a,b\n\xdf\xad\xcb\xbe\x9f\xd1\x81\xb2,1\n\x90\xfe\xa5\xbb\xd7\x8d,2\n",
	} {
		if f, err := sniff(t.Context(), put(t, "x.csv", text), options{}); huike.CodeOf(err) != "import.encoding_doubtful" {
			t.Errorf("%q: %v %v", text, f, err)
		}
	}
}

// TestRandomTextsDecodeToThemselves encodes random texts of a language.
func TestRandomTextsDecodeToThemselves(t *testing.T) {
	f := func(name string, words []string, per int) {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(11, uint64(len(words))))
			wrong := 0
			for range 30 {
				var b strings.Builder
				b.WriteString("no,name,amount\n")
				for n := range 4 + random.IntN(20) {
					name := ""
					for range per {
						name += words[random.IntN(len(words))]
					}
					b.WriteString(strings.Join([]string{string(rune('A' + n)), name, "12.50"}, ",") + "\n")
				}
				e, text := gatherText(t, encoded(t, name, b.String()))
				c, err := e.decide()
				if err != nil {
					wrong++
					continue
				}
				if got := decodeAll(t, c, text); got != b.String() {
					t.Fatalf("%s: %q read as %s: %q", name, b.String(), c.encoding, got)
				}
			}
			if wrong > 1 {
				t.Errorf("%d of 30 texts were in doubt", wrong)
			}
		})
	}
	fields := func(all map[string]string, also ...string) (words []string) {
		for _, text := range all {
			for _, w := range append(strings.Fields(text), also...) {
				words = append(words, w+" ")
			}
		}
		return words
	}
	f(encodingGB18030, strings.Split(commonSimplified[:1500], ""), 3)
	f(encodingBig5, strings.Split(commonTraditional[:1500], ""), 3)
	f(encodingShiftJIS, append(strings.Split(commonJapanese[:300], ""), "さ", "く", "ら", "カ", "メ", "ー"), 3)
	f(encoding1252, fields(map[string]string{"fr": westernWords["fr"], "es": westernWords["es"], "pt": westernWords["pt"], "de": westernWords["de"]}), 2)
	f(encoding1250, fields(map[string]string{"pl": centralWords["pl"]}), 2)
	f(encoding1250, fields(map[string]string{"cs": centralWords["cs"]}), 2)
	f(encoding1251, fields(cyrillicWords), 2)
}

func gatherText(t *testing.T, text string) (*evidence, string) {
	t.Helper()
	f := &file{path: put(t, "x.csv", text)}
	e, err := gather(t.Context(), f.openText)
	if err != nil {
		t.Fatal(err)
	}
	return e, text
}

func decodeAll(t *testing.T, c codec, text string) string {
	t.Helper()
	var b strings.Builder
	buf := make([]byte, 7)
	in := c.decode(strings.NewReader(text))
	for {
		n, err := in.Read(buf)
		b.Write(buf[:n])
		if err != nil {
			return b.String()
		}
	}
}

// strangers are words and names that the models have not been made from.
var strangers = map[string]string{
	encoding1252: `Maëlys Gwenaël Solène Cécile Mathéo Clémence Bénédicte Désirée Épinal Châlons Hyères Rüdiger Gänseblümchen Strauß Böttcher Gemüse Kürbis Vöcklabruck Ramón Víctor Iván Rocío Logroño
Almería Castellón Ávila Brandão Goiás Mairiporã Luíza Antônia Lærke Åsmund Jørn Östersund Ängelholm Kristín Orlàndò Fès Angoulême Périgueux Würstchen Spätburgunder Jalapeño Mallorquín Estêvão Ílhavo`,
	encoding1250:     `Świerczewski Wałbrzych Rzęsy Łomża Chełm Żaneta Święcicka Mścisław Štěpán Bořek Růžena Zdeňka Třešť Čáslav Szőke Bőröcz Hódmezővásárhely Ştefănescu Drăgan Călăraşi Matić Špela Tučić Starý Bučovice Późna Kiełbasa`,
	encoding1251:     `Рыбинск Щербакова Эдуард Ярослав футболка кружка Жуковский Цветкова шампунь ЮБКА Подольск Кириллов Харитонова`,
	encoding1254:     `Gökçe Beyoğlu Kadıköy Üsküdar Bağcılar Şişli Nişantaşı Tuğçe Iğdırlı Sarıyer`,
	encodingGB18030:  `诸葛亮 慕容雪 司马懿 尉迟恭 柠檬味汽水 坚果礼包 儿童雨衣 蓝牙耳机 瑜伽垫 螺蛳粉 呼和浩特 乌鲁木齐 佛山市禅城区 琅琊榜 懒羊羊 已签收 谢谢老板 闺蜜 猕猴桃`,
	encodingBig5:     `諸葛亮 歐陽靖 檸檬茶 藍芽耳機 兒童雨衣 瑜珈墊 彰化縣鹿港鎮 謝謝老闆 已簽收 牛軋糖`,
	encodingShiftJIS: `山口智子 北海道旭川市 ありがとう 抹茶セット 猫の手帳 えんぴつ ワイヤレスイヤホン 長野県松本市`,
}

// One word alone is read rightly or, rarely, in doubt.
func TestStrangers(t *testing.T) {
	for name, text := range strangers {
		words, doubtful := strings.Fields(text), 0
		for _, w := range words {
			e, raw := gatherText(t, encoded(t, name, "no,name\n1,"+w+"\n2,anna\n"))
			c, err := e.decide()
			if err != nil {
				doubtful++
			} else if got := decodeAll(t, c, raw); !strings.Contains(got, ","+w+"\n") {
				t.Errorf("%s %s read as %s: %q", name, w, c.encoding, got)
			}
		}
		if 2*doubtful > len(words) {
			t.Errorf("%s: %d of %d words are in doubt", name, doubtful, len(words))
		}
	}
}
