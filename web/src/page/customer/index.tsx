export default function CustomerPage() {
  return <div className="page" />
}
