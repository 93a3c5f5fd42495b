export default function Customers() {
  return <div className="page" />
}
