using System.Runtime.Serialization;

namespace Fleet.Protocol.Tests.Payloads;

internal enum Color
{
    Red = 0,
    Green = 1,
    Blue = 200,
}

internal enum Small : byte
{
    A = 1,
    B = 255,
}

internal sealed class Poco
{
    public int Id { get; set; }

    public string? Name { get; set; }

    public bool? Flag { get; set; }
}

internal sealed class Outer
{
    public Poco? Inner { get; set; }

    public List<Poco>? Many { get; set; }
}

internal sealed record Person(string Name, int Age);

internal record struct Point(int X, int Y);

[DataContract]
internal sealed class Dc
{
    [DataMember(Name = "i")]
    public int Id { get; set; }

    [DataMember(Name = "t")]
    public string? Text { get; set; }

    public string? Ignored { get; set; }
}

[DataContract]
internal sealed class Dco
{
    [DataMember(Order = 0)]
    public int Id { get; set; }

    [DataMember(Order = 2)]
    public string? Text { get; set; }
}
