export default function Matrix() {
  return <div className="page" />
}
