package ingest

// Words and names by which an encoding is known: first the letters of alphabets
// in their places, then the signs that are common in files of orders.

var germanWords = map[string]string{
	"de": `Müller Köln München Größe für Straße Österreich Zürich Jürgen Björn Schäfer Jäger König Krüger Günther Möller Schröder Böhm Weiß Groß Fuß grün schön Bücher
Übergröße Verfügbar Stück Menge Gebühr Rückgabe Lübeck Düsseldorf Nürnberg Würzburg Saarbrücken Göttingen Tübingen Münster Osnabrück Fürth Mönchengladbach Währung Bestätigt
abgeschlossen Zahlung ausgeführt Käufer Verkäufer Empfänger Länge Höhe Farbe schwarz weiß blau rot grün gelb Jörg Käthe Ömer Ünal Änderung Kühlschrank Möbel Bäcker Süß natürlich Äpfel Öl Üben`,
}

var westernWords = map[string]string{
	"de": germanWords["de"],
	"fr": `Hélène François André Renée Chloé Zoé Noël Orléans Besançon Nîmes Béziers Saint-Étienne Évry Île-de-France château crème brûlée café thé été français pièce modèle référence
quantité payé livré annulé remboursé expédié créé téléphone prénom société adresse numéro Québec Montréal Céline Jérôme Frédéric Valérie Stéphane Thérèse Mélanie Aurélie Gaëlle Joël
Anaïs Loïc Benoît Gérard Hervé René Cédric Rémi Léa Théo Élodie Éric Émilie Agnès Geneviève Françoise Bérénice où déjà très après près forêt hôtel fenêtre être même tête rôle côté
goût août naïf maïs Noëlle garçon reçu leçon façon ça à là voilà Sète Grèce première dernière œuvre sœur cœur bœuf Cœur écharpe étui épaule époque Région Rhône-Alpes Genève Liège`,
	"es": `José María Núñez Muñoz Peña Málaga Cádiz Córdoba España Español año niño señor mañana pequeño baño González Rodríguez Fernández López Martínez Sánchez Pérez Gómez Jiménez
Díaz Álvarez Gutiérrez Hernández Ramírez Suárez Ibáñez Ordóñez Zúñiga Ángel Óscar Íñigo Úrsula Jesús Raúl Andrés Tomás Nicolás Sebastián Martín Joaquín Agustín Belén Inés Sofía
Lucía Mónica Verónica Bogotá Medellín México Perú Panamá Cancún León Mérida Querétaro Potosí Asunción Concepción Valparaíso camión teléfono número dirección artículo página
último código categoría descripción envío país pagó también aquí está más sí él qué cómo cuándo algodón pantalón cinturón bisutería vergüenza pingüino Güell Begoña Cataluña Coruña piñata`,
	"pt": `João São Paulo Conceição Gonçalves Araújo Antônio Luís Júlia Cláudia Patrícia Fátima Mônica Vinícius Sérgio Márcio Flávio Otávio André José Inês Simões Guimarães Magalhães
Assunção Conceição Brasília Florianópolis Goiânia Vitória Belém Maceió Cuiabá Paraná Ceará Maranhão Espírito Amapá Rondônia preço descrição endereço número mês três você não então
coração promoção situação ação informações condições opções botões calção calções cartão limão maçã irmã manhã mãe pão mão avô avó café pé céu chapéu açúcar moça força praça ônibus
Itaú Ubá Camaçari Jundiaí Niterói Uberlândia produção coleção televisão câmera relógio saída próximo último Íris Ângela Érica Águas Óleo`,
	"it": `Nicolò Niccolò città università qualità perché più già può così è caffè lunedì martedì venerdì Forlì Cantù Mondovì virtù novità attività pubblicità disponibilità quantità
unità Trinità libertà società felicità tè però cioè né sé papà menù tiramisù ragù Gesù bontà metà età sarà farà verrà Ciccarè D’Andrò Calò Salò Nardò Macrì Cefalù Patanè`,
	"nordic": `Björn Åsa Åke Göran Håkan Sören Märta Örjan Ängel Malmö Göteborg Västerås Örebro Norrköping Linköping Jönköping Växjö Umeå Luleå Södertälje Gävle Borås Skåne Sjöberg
Söderberg Lindström Bergström Sjögren Åberg Öberg Nyström Håkansson Jönsson Mårtensson Pålsson Åkesson beställning färg storlek blå grön röd svart köp på får så är för även över
København Århus Ålborg Tromsø Bodø Ørsted Jørgensen Sørensen Søren Bjørn Mørk Østergaard Møller Kjær Nærum Pedersen Åse Gjøvik Tønsberg Sandefjord Ålesund Hønefoss størrelse blå grønn rød
æble brød øl på også være måned år Jyväskylä Hämäläinen Mäkinen Virtanen Räsänen Väinö Päivi Järvinen Hyvinkää Seinäjoki Pääkkönen Sämi Tähti Äänekoski`,
	"icelandic": `Reykjavík Þór Þóra Guðrún Sigurður Hafnarfjörður Akureyri Kópavogur Jón Ólafur Ísafjörður Björk Guðmundsdóttir Þorsteinsson Ragnheiður Sæunn Hörður Íris Ægir Óðinn Borgarnes Seyðisfjörður bíll fræði
Egilsstaðir Stefán Einarsdóttir Jónsdóttir það við með góðan daginn staður verð sími nafn fjöldi`,
	"dutch": `België Israël Zoë Chloë Daniël Michaël Raphaël geïnteresseerd coördinatie ruïne één vóór cliënt patiënt Curaçao Noël reünie financiële`,
}

var centralWords = map[string]string{
	"pl": `Łódź Kraków Gdańsk Wrocław Poznań Białystok Częstochowa Rzeszów Toruń Kielce Świdnica Zielona Góra Bielsko-Biała Małgorzata Michał Paweł Łukasz Wiśniewski Wójcik Kowalczyk Zieliński
Szymański Woźniak Dąbrowski Kozłowski Jabłoński Mazurkiewicz Krawczyk Zając Król Wróbel Pawłowski Michałowski Piątek Jóźwiak Gołębiowski Żak Żółty Grażyna Elżbieta Bożena Agnieszka
Stanisław Władysław Bolesław Sławomir Przemysław Święty ilość wartość płatność wysyłka zamówienie koszt dostawy ulica żółty zielony czarny biały różowy błękitny książka łyżka ścierka świeca
źródło ćma część być ręcznik gąbka mąka ząb dąb pięć dziewięć dziesięć jeść nić kość miłość złoty złotych Józef Ćwik Źrebiec Łęczna Śląsk Mińsk Bałuty Jędrzej Wałęsa Lech Wójcikowska Zielińska`,
	"cs": `Jiří Tomáš Lukáš Ondřej Matěj Vojtěch Šimon František Václav Zdeněk Luděk Bohouš Novák Dvořák Černý Procházka Kučera Veselý Horák Němec Pokorný Král Růžička Beneš Fiala Sedláček
Doležal Zeman Kolář Krejčí Navrátil Čermák Urbán Vaněk Blažek Kříž Kopecký Šťastný Bláha Růžičková Nováková Svobodová Kateřina Lucie Kristýna Barbora Tereza Markéta Veronika Eliška
Plzeň Olomouc Liberec Ústí České Budějovice Hradec Králové Pardubice Zlín Jihlava Kladno Děčín Třebíč Znojmo Příbram Cheb Kolín Písek Třinec objednávka množství částka zboží dárek žlutý
červený modrý zelený černý bílý růžový kůň dům stůl včera dnes příští šest devět deset tři čtyři pět Ševčík Žižkov Řezník Čech Ďáblice Ťulák Ňouma Úvaly Ježíš`,
	"sk": `Košice Žilina Banská Bystrica Prešov Trenčín Nitra Poprad Michalovce Ružomberok Ľudmila Ľuboš Štefan Ján Jozef Juraj Ďurica Kováč Horváth Varga Tóth Nagy Baláž Molnár Lukáč Polák Kollár
mäso päť deväť vôňa stôl kôň ľudia ľavý soľ ŕba vŕba hĺbka stĺp vĺča množstvo objednávka dodávka tovar žltý červený čierny biely Dubnica Piešťany Humenné`,
	"hu": `Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Takács Juhász Lakatos Mészáros Oláh Simon Rácz Fekete Szilágyi Török Fehér Balázs Gál Szűcs Győr Székesfehérvár
Pécs Miskolc Debrecen Szeged Kecskemét Nyíregyháza Szombathely Érd Tatabánya Sopron László István József Zoltán Gábor Péter Sándor Mihály Attila Ágnes Éva Ildikó Zsófia Katalin Erzsébet
Örs Ödön Győző Jenő Ernő Dezső Gergő Hétfő szerdától rendelés összeg mennyiség szállítás fizetés cím név utca út tér piros kék zöld sárga fehér fekete könyv ajándék bőr cipő nadrág tűz víz sütő hűtő fűszer Őrség Üllő Űr`,
	"ro": `București Timișoara Iași Constanța Brașov Galați Ploiești Brăila Pitești Bacău Târgu Mureș Buzău Botoșani Râmnicu Vâlcea Suceava Piatra Neamț Ştefan Ţepeş Bucureşti Iaşi Timişoara Constanţa
Braşov Galaţi Piteşti Ploieşti Mureş Ion Mihăilă Lăcrămioara Cătălin Mădălina Răzvan Călin Sălăjan Încă învățământ învăţător înainte și şi că să până mâine pâine câine sâmbătă duminică românesc fără după băiat fată preţ cantităţi`,
	"south": `Šibenik Šimić Horvat Kovačević Babić Marić Jurić Novak Vuković Marković Petrović Božić Pavlović Đorđević Đurić Ćosić Čačić Žarko Željko Živković Janković Nikolić Ilić Stojanović Popović Mladenović Krčmar Čakovec
Osijek Varaždin Požega Đakovo Sinj Ljubljana Koper Škofja Loka Šoštanj Žalec Črnomelj Kranjčar Potočnik Zupančič Kovačič Golob Uroš Aleš Jože Franc Boštjan Žan Tomaž Matjaž cijena količina narudžba plaćeno bijeli žuti crveni ljubičasta naočale čarapa košulja đon svijeća`,
}

var turkishWords = map[string]string{
	"tr": `İstanbul İzmir Ankara Diyarbakır Eskişehir Şanlıurfa Kayseri Çanakkale Muğla Ağrı Iğdır Kırşehir Kırıkkale Aydın Balıkesir Uşak Kütahya Niğde Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın
Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Özçelik Çakır Erdoğan Güneş Işık Aktaş Ayşe Fatma Emine Hatice Zeynep Elif Merve Büşra Kübra Tuğba Gülşen Şule Çiğdem Özlem
Mehmet Mustafa Ahmet Hüseyin Hasan İbrahim İsmail Oğuz Uğur Çağlar Barış Ömer Ümit Şükrü sipariş ödeme tutarı müşteri ürün adı açıklama kargo fişi kırmızı yeşil sarı beyaz gümüş altın ayakkabı gömlek çanta kış yağmur ağaç dağ soğuk sıcak ığ`,
}

var cyrillicWords = map[string]string{
	"ru": `Москва Санкт-Петербург Новосибирск Екатеринбург Казань Нижний Новгород Челябинск Самара Омск Ростов-на-Дону Уфа Красноярск Воронеж Пермь Волгоград Краснодар Иванов Смирнов Кузнецов Попов Васильев
Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Анна Мария Елена Дарья Алина Ирина Екатерина
Юлия Татьяна Ольга Наталья Светлана Сергей Андрей Дмитрий Алексей Максим Евгений Иван Александр заказ товар цена количество сумма покупатель адрес доставка оплачен отправлен получен отменён возврат имя телефон город
улица дом квартира красный синий зелёный чёрный белый платье рубашка брюки обувь сумка книга чай кофе шоколад игрушка подарок для из на по без что это как все он она они был есть нет да спасибо пожалуйста хорошо Южно-Сахалинск щётка объём съёмка вещь площадь`,
	"uk": `Київ Харків Одеса Дніпро Запоріжжя Львів Кривий Ріг Миколаїв Вінниця Чернігів Шевченко Мельник Коваленко Бондаренко Ткаченко Кравченко Олійник Ковальчук Поліщук Лисенко Петренко Василь Ігор Ірина Олена
Юлія Наталія Світлана Андрій Сергій Олексій Дмитро Євген Їжак замовлення кількість ціна сума покупець адреса доставка сплачено червоний синій зелений чорний білий сукня дитина її є які цей`,
	"bg": `София Пловдив Варна Бургас Русе Стара Загора Плевен Сливен Добрич Шумен Перник Иванов Георгиев Димитров Петров Николов Христов Стоянов Тодоров Илиев Васил Мария Елена Десислава поръчка количество цена сума
купувач доставка платена отказана червен син зелен черен бял рокля риза обувки чанта бъдеще ъгъл път ръка съм със`,
}

const commonSimplified = `的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德随病苏失尔死讲配女黄推显谈罪神艺呢席含企望密批营项防举球英氧势告李台落木帮轮破亚师围注远字材排供河态封另施减树溶怎止案言士均武固叶鱼波视仅费紧爱左章早朝害续轻服试食充兵源判护司足某练差致板田降黑犯负击范继兴似余坚曲输修故城夫够送笔船占右财吃富春职觉汉画功巴跟虽杂飞检吸助升阳互初创抗考投坏策古径换未跑留钢曾端责站简述钱副尽帝射草冲承独令限阿宣环双请超微让控州良轴找否纪益依优顶础载倒房突坐粉敌略客袁冷胜绝析块剂测丝协诉念陈仍罗盐友洋错苦夜刑移频逐靠混母短皮终聚汽村云哪既距卫停烈央察烧迅境若印洲刻括激孔搞甚室待核校散侵吧甲游久菜味旧模湖货损预阻毫普稳乙妈植息扩银语挥酒守拿序纸医缺雨吗针刘啊急唱误训愿审附获茶鲜粮斤孩脱硫肥善龙演父渐血欢械掌歌沙刚攻谓盾讨晚粒乱燃矛乎杀药宁鲁贵钟煤读班伯香介迫句丰培握兰担弦蛋沉假穿执答乐谁顺烟缩征脸喜松脚困异免背星福买染井概慢怕磁倍祖皇促静补评翻肉践尼衣宽扬棉希伤操垂秋宜氢套督振架亮末宪庆编牛触映雷销诗座居抓裂胞呼娘景威绿晶厚盟衡鸡孙延危胶屋乡临陆顾掉呀灯岁措束耐剧玉赵跳哥季课凯胡额款绍卷齐伟蒸殖永宗苗川炉岩弱零杨奏沿露杆探滑镇饭浓航怀赶库夺伊灵税途灭赛归召鼓播盘裁险康唯录菌纯借糖盖横符私努堂域枪润幅哈竟熟虫泽脑壤碳欧遍侧寨敢彻虑斜薄庭纳弹饲伸折麦湿暗荷瓦塞床筑恶户访塔奇透梁刀旋迹卡氯遇份毒泥退洗摆灰彩卖耗夏择忙铜献硬予繁圈雪函亦抽篇阵阴丁尺追堆雄迎泛爸楼避谋吨野猪旗累偏典馆索秦脂潮爷豆忽托惊塑遗愈朱替纤粗倾尚痛楚谢奋购磨君池旁碎骨监捕弟暴割贯殊释词亡壁顿宝午尘闻揭炮残冬桥妇警综招吴付浮遭徐您摇谷赞箱隔订男吹园纷唐败宋玻巨耕坦荣闭湾键凡驻锅救恩剥凝碱齿截炼麻纺禁废盛版缓净睛昌婚涉筒嘴插岸朗庄街藏姑贸腐奴啦惯乘恢匀纱扎辩耳彪臣亿璃抵脉秀萨俄网舞店喷纵寸汗挂洪贺闪柬爆烯津稻墙软勇像滚厘蒙芳肯坡柱荡腿仪旅尾轧冰贡登黎削钻勒逃障氨郭峰币港伏轨亩毕擦莫刺浪秘援株健售股岛甘泡睡童铸汤阀休汇舍牧绕炸哲磷绩朋淡尖启陷柴呈徒颜泪稍忘泵蓝拖洞授镜辛壮锋贫虚弯摩泰幼廷尊窗纲弄隶疑氏宫姐震瑞怪尤琴循描膜违夹腰缘珠穷森枝竹沟催绳忆邦剩幸浆栏拥牙贮礼滤钠纹罢拍咱喊袖埃勤罚焦潜伍墨欲缝姓刊饱仿奖铝鬼丽跨默挖链扫喝袋炭污幕诸弧励梅奶洁灾舟鉴苯讼抱毁懂寒智埔寄届跃渡挑丹艰贝碰拔爹戴码梦芽熔赤渔哭敬颗奔铅仲虎稀妹乏珍申桌遵允隆螺仓魏锐晓氮兼隐碍赫拨忠肃缸牵抢博巧壳兄杜讯诚碧祥柯页巡矩悲灌龄伦票寻桂铺圣恐恰郑趣抬荒腾贴柔滴猛阔辆妻填撤储签闹扰紫砂递戏吊陶伐喂疗瓶婆抚臂摸忍虾蜡邻胸巩挤偶弃槽劲乳邓吉仁烂砖租乌舰伴瓜浅丙暂燥橡柳迷暖牌秧胆详簧踏瓷谱呆宾糊洛辉愤竞隙怒粘乃绪肩籍敏涂熙皆侦悬掘享纠醒狂锁淀恨牲霸爬赏逆玩陵祝秒浙貌役彼悉鸭趋凤晨畜辈秩卵署梯炎滩棋驱筛峡冒啥寿译浸泉帽迟硅疆贷漏稿冠嫩胁芯牢叛蚀奥鸣岭羊凭串塘绘酵融盆锡庙筹冻辅摄袭筋拒僚旱钾鸟漆沈眉疏添棒穗硝韩逼扭侨凉挺碗栽炒杯患馏劝豪辽勃鸿旦吏拜狗埋辊掩饮搬骂辞勾扣估蒋绒雾丈朵姆拟宇辑陕雕偿蓄崇剪倡厅咬驶薯刷斥番赋奉佛浇漫曼扇钙桃扶仔返俗亏腔鞋棱覆框悄叔撞骗勘旺沸孤吐孟渠屈疾妙惜仰狠胀谐抛霉桑岗嘛衰盗渗脏赖涌甜曹阅肌哩厉烃纬毅昨伪症煮叹钉搭茎笼酷偷弓锥恒杰坑鼻翼纶叙狱逮罐络棚抑膨蔬寺骤穆冶枯册尸凸绅坯牺焰轰欣晋瘦御锭锦丧旬锻垄搜扑邀亭酯迈舒脆酶闲忧酚顽羽涨卸仗陪辟惩杭姚肚捉飘漂昆欺吾郎汪裤裙衫帽袜宝贝淘拼抖亭婷娜娟静雅琳倩莉萍燕玲霞洁琪欣怡涵轩浩宇杰鹏飞磊勇涛超强军斌健恤款尺码邮寄顺丰圆通韵达申件备注旺铺客单笔优惠券减满赠包邮退换差评好评已未待签揽派配送仓库批次条形码规格属性颜色尺寸型号`

const commonTraditional = `的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被幹做必戰先回則任取據處隊南給色光門即保治北造百規熱領七海口東導器壓志世金增爭濟階油思術極交受聯什認六共權收證改清己美再採轉更單風切打白教速花帶安場身車例真務具萬每目至達走積示議聲報完類八離華名確才科張信馬節話米整空元況今集溫傳土許步群廣石記需段研界拉林律叫且究觀越織裝影算低持音眾書布復容兒須際商非驗連斷深難近千周委技備半辦青省列習響約支般感勞便團往歷市何除消構稱太準精值號率維劃選標寫存候親快效院查江型眼王按格養易置派層片始卻專狀育廠京識適屬圓包火住調滿縣局照參紅細引聽該鐵價嚴首底官德隨失講配女黃推顯神藝企望密批營項防舉球英告李台臺灣灣北市區鄉鎮村里鄰路街巷弄號樓室高雄新竹桃園中壢嘉義屏東宜蘭花蓮基隆彰化雲林苗栗南投信義大安松山萬華陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅簡鍾游詹沈胡余盧潘顏梁趙柯翁魏戴范方宋鄧杜傅侯曹薛淑芬雅婷怡君美玲志明俊傑家豪建宏冠宇宗翰承恩柏廷品妍詩涵欣妤訂單編號買賣顧客電話手機郵箱地址付款時間狀態商品名稱數量金額運費備註完成取消退貨送達衣褲裙鞋襪帽包袋黑白藍綠灰紫粉尺寸顏色規格禮盒茶葉咖啡餅乾巧克力奶粉洗髮精香皂面膜保濕套裝組盒瓶件雙條張本支個片請勿謝您好很不錯滿意寄錯少晚鳳梨酥蛋糕服務態度親切快速推薦購買再次`

const commonJapanese = `日本人大年一国会中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨田村町中青森岩手宮城秋形福島茨栃群馬埼玉葉神奈新潟富石井梨野岐阜静岡愛知重滋賀京都阪兵庫良和歌鳥取根広口徳香媛佐崎熊分児沖縄札幌仙台横浜名古屋市区県道府郡丁目番地号室階郵便電話様注文受付発送済支払代引送料合計数量商品価格税込備考氏名住所連絡先顧客会員購入商店佐藤鈴木高橋渡辺伊山本中村林加吉斎松井清阿部池橋森内近坂遠青岡前田後石長谷川太郎次花美香奈緒由翔拓也直樹健一裕恵真理陽菜結衣さくら色赤黒緑黄紫茶灰桃服靴帽袋箱本個枚点着型式用品専安定予約返品交換未確認完了`

const commonKorean = `김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국은는가을를의에서로와과도만다고지하해있없것수그저이서울부산대구인천광주대전울산세종경기강원충청북전라경상제주시군구동읍면리로길번호층아파트빌라주문번호상품명수량금액가격배송결제완료취소반품교환고객이름전화번호주소우편번호메모옵션색상사이즈블랙화이트그레이네이비베이지핑크레드블루그린옐로우티셔츠바지치마원피스자켓코트가방신발모자양말세트무료쿠폰할인적립포인트철영희수민준호혜진미경숙자순옥태형재석빈윤아름다운좋아요감사합니다빠른예쁜잘받았습니다커피차김치과자빵우유치즈크림`
