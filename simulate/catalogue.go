package simulate

// Product is an article of the shop.
type Product struct {
	SKU   string
	Title string
	Price int64 // minor units
}

// Category is a group of products that are used up at one pace.
type Category struct {
	Name     string
	Period   float64 // days that one unit lasts
	Products []Product
}

// Catalogue is what the simulated shop sells: pet food and care, coffee, skin
// care, snacks and durable goods, so that no single consumption cycle fits all.
var Catalogue = []Category{
	{"猫粮狗粮", 34, []Product{{"PF-101", "冻干双拼成猫粮 2kg", 12900}, {"PF-102", "低敏全价狗粮 3kg", 15900}, {"PF-103", "幼猫奶糕粮 1.5kg", 9900}, {"PF-104", "主食猫罐 85g×24", 19800}}},
	{"宠物用品", 70, []Product{{"PC-201", "豆腐猫砂 6L×4", 7960}, {"PC-202", "宠物除臭喷雾 500ml", 3900}, {"PC-203", "逗猫棒三件套", 1990}, {"PC-204", "自动饮水机 2L", 12900}}},
	{"咖啡", 28, []Product{{"CF-301", "埃塞水洗咖啡豆 227g", 6800}, {"CF-302", "挂耳咖啡综合装 20包", 8900}, {"CF-303", "冷萃浓缩液 12颗", 5900}, {"CF-304", "手冲壶套装", 25900}}},
	{"护肤", 45, []Product{{"SK-401", "氨基酸洁面乳 120g", 7900}, {"SK-402", "玻尿酸面膜 10片", 6900}, {"SK-403", "神经酰胺面霜 50g", 16800}, {"SK-404", "防晒乳 SPF50 50ml", 9900}}},
	{"零食", 21, []Product{{"SN-501", "每日坚果 30包", 9900}, {"SN-502", "牛肉干 250g", 5900}, {"SN-503", "海盐苏打饼干 1kg", 2990}, {"SN-504", "山楂条 500g", 1890}}},
	{"家居", 160, []Product{{"HM-601", "全棉四件套", 39900}, {"HM-602", "记忆棉枕", 19900}, {"HM-603", "香薰机", 12900}, {"HM-604", "保温壶 1.5L", 15900}}},
}

var categoryWeights = []float64{0.27, 0.42, 0.60, 0.78, 0.92, 1}

type place struct{ province, city string }

var places = []place{
	{"广东省", "广州市"}, {"广东省", "深圳市"}, {"浙江省", "杭州市"}, {"浙江省", "宁波市"}, {"江苏省", "苏州市"}, {"江苏省", "南京市"},
	{"上海", "上海市"}, {"北京", "北京市"}, {"四川省", "成都市"}, {"湖北省", "武汉市"}, {"山东省", "青岛市"}, {"福建省", "厦门市"},
	{"河南省", "郑州市"}, {"陕西省", "西安市"}, {"湖南省", "长沙市"}, {"辽宁省", "沈阳市"},
}

var placeWeights = []float64{0.10, 0.20, 0.30, 0.35, 0.43, 0.50, 0.60, 0.69, 0.76, 0.81, 0.86, 0.89, 0.92, 0.95, 0.98, 1}

var surnames = []string{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"}

var givenNames = []string{"芳", "娜", "敏", "静", "丽", "伟", "强", "磊", "洋", "艳", "勇", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平", "刚", "桂英", "子涵", "梓轩", "欣怡", "雨桐", "浩然", "思远", "佳琪", "诗雨", "俊杰"}
