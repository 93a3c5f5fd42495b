export default function Lifecycle() {
  return <div className="page" />
}
