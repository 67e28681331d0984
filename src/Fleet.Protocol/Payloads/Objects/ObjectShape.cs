using System.Reflection;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>What of a type is on the wire, and how an object of it is made.</summary>
/// <param name="Type">The type.</param>
/// <param name="Members">The members in the order of the wire.</param>
/// <param name="Layout">As a map or as an array.</param>
/// <param name="Constructor">What makes an object; null for a struct that is made of zeros.</param>
internal sealed record ObjectShape(Type Type, ObjectMember[] Members, ObjectLayout Layout, ConstructorInfo? Constructor);
