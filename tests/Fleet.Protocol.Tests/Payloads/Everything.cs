using System.Numerics;
using System.Runtime.Serialization;

namespace Fleet.Protocol.Tests.Payloads;

/// <summary>One contract with a member of every kind.</summary>
internal sealed class Everything
{
    public int Id { get; set; } = 5;

    public string? Name { get; set; } = "héllo";

    public bool? Flag { get; set; } = true;

    public double Number { get; set; } = 0.1;

    public decimal Price { get; set; } = 1.50m;

    public Guid Guid { get; set; } = new("00112233-4455-6677-8899-aabbccddeeff");

    public DateTime When { get; set; } = DateTime.UnixEpoch;

    public DateTimeOffset Local { get; set; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.FromMinutes(90));

    public TimeSpan Span { get; set; } = TimeSpan.FromHours(-1);

    public DateOnly Day { get; set; } = new(2026, 11, 20);

    public BigInteger Large { get; set; } = BigInteger.Pow(2, 70);

    public Version? Version { get; set; } = new(1, 2, 3);

    public Uri? Uri { get; set; } = new("https://example.org/x");

    public Color Color { get; set; } = Color.Blue;

    public byte[]? Bytes { get; set; } = [1, 2, 3];

    public Person? Person { get; set; } = new("Ada", 36);

    public Point? Point { get; set; } = new(1, -2);

    public OrderedMember? Ordered { get; set; } = new() { A = 1, B = "b" };

    public List<Poco>? Many { get; set; } = [new() { Id = 1 }, new() { Name = "x" }];

    public IReadOnlyList<int>? Numbers { get; set; } = [1, 200, 70000];

    public HashSet<long>? Set { get; set; } = [1, 1L << 40];

    public Dictionary<string, int>? Map { get; set; } = new() { ["a"] = 1 };

    public Dictionary<int, Person>? People { get; set; } = new() { [7] = new("Bob", 1) };

    public (int, string)? Tuple { get; set; } = (7, "x");

    public Everything? Next { get; set; }
}

[DataContract]
internal sealed class OrderedMember
{
    [DataMember(Order = 0)]
    public int A { get; set; }

    [DataMember(Order = 2)]
    public string? B { get; set; }
}
