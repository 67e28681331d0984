using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;

namespace Fleet.Protocol.Tests.Payloads;

public sealed class CollectionTests
{
    [Fact]
    public void Sequences_OfEveryType_SurviveExactly()
    {
        int[] numbers = [.. Enumerable.Range(-5, 2000)];
        Wire.RoundTrip(numbers).ShouldBe(numbers);
        Wire.RoundTrip(numbers.ToList()).ShouldBe(numbers);
        Wire.RoundTrip<IList<int>>(numbers).ShouldBe(numbers);
        Wire.RoundTrip<ICollection<int>>(numbers).ShouldBe(numbers);
        Wire.RoundTrip<IEnumerable<int>>(numbers).ShouldBe(numbers);
        Wire.RoundTrip(numbers.Where(n => n > 0)).ShouldBe(numbers.Where(n => n > 0));
        Wire.RoundTrip<IReadOnlyList<int>>(numbers).ShouldBe(numbers);
        Wire.RoundTrip<IReadOnlyCollection<int>>(numbers).ShouldBe(numbers);
        Wire.RoundTrip(numbers.ToImmutableArray()).ShouldBe(numbers);
        Wire.RoundTrip(default(ImmutableArray<int>)).IsDefault.ShouldBeTrue();
        Wire.RoundTrip(ImmutableArray<int>.Empty).IsEmpty.ShouldBeTrue();
        Wire.RoundTrip(numbers.ToImmutableList()).ShouldBe(numbers);
        Wire.RoundTrip<IImmutableList<int>>(numbers.ToImmutableList()).ShouldBe(numbers);
        Wire.RoundTrip(new Collection<int>(numbers)).ShouldBe(numbers);
        Wire.RoundTrip(new LinkedList<int>(numbers)).ShouldBe(numbers);
        Wire.RoundTrip(new Tags { "a", "b" }).ShouldBe(["a", "b"]);
        Wire.RoundTrip<int[][]>([[1], [], [2, 3]]).ShouldBe([[1], [], [2, 3]]);
        Wire.RoundTrip<List<int>?>(null).ShouldBeNull();
        Wire.RoundTrip<int[]?>(null).ShouldBeNull();
    }

    [Fact]
    public void Sets_OfEveryType_SurviveExactly()
    {
        HashSet<long> set = [1L << 32, 1, -7, long.MaxValue];
        Wire.RoundTrip(set).SetEquals(set).ShouldBeTrue();
        Wire.RoundTrip<ISet<long>>(set).SetEquals(set).ShouldBeTrue();
        Wire.RoundTrip<IReadOnlySet<long>>(set).SetEquals(set).ShouldBeTrue();
        Wire.RoundTrip(set.ToImmutableHashSet()).SetEquals(set).ShouldBeTrue();
        Wire.RoundTrip(set.ToFrozenSet()).SetEquals(set).ShouldBeTrue();
        Wire.RoundTrip(new SortedSet<long>(set)).ShouldBe(set.Order());
        Wire.RoundTrip(new HashSet<string> { "a", "b" }).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Maps_OfEveryType_SurviveExactly()
    {
        var map = new Dictionary<string, int> { [""] = 0, ["a"] = 1, ["é"] = 2 };
        Wire.RoundTrip(map).ShouldBe(map);
        Wire.RoundTrip<IDictionary<string, int>>(map).ShouldBe(map);
        Wire.RoundTrip<IReadOnlyDictionary<string, int>>(map).ShouldBe(map);
        Wire.RoundTrip(new SortedDictionary<string, int>(map)).ShouldBe(map, ignoreOrder: true);
        Wire.RoundTrip(new ConcurrentDictionary<string, int>(map)).ShouldBe(map, ignoreOrder: true);
        Wire.RoundTrip(map.ToImmutableDictionary()).ShouldBe(map, ignoreOrder: true);
        Wire.RoundTrip(map.ToFrozenDictionary()).ShouldBe(map, ignoreOrder: true);
        Wire.RoundTrip(new Dictionary<Guid, DateTime> { [Guid.Empty] = DateTime.UnixEpoch }).ShouldBe(new Dictionary<Guid, DateTime> { [Guid.Empty] = DateTime.UnixEpoch });
        Wire.RoundTrip(new Dictionary<Color, List<Point>> { [Color.Blue] = [new(1, 2)] })[Color.Blue].ShouldBe([new Point(1, 2)]);
        Wire.RoundTrip(new Dictionary<double, int> { [-0.0] = 1, [double.NaN] = 2 }).ShouldContainKey(0.0);
    }

    [Fact]
    public void TuplesAndPairs_SurviveExactly()
    {
        Wire.RoundTrip(Tuple.Create(1, "x")).ShouldBe(Tuple.Create(1, "x"));
        Wire.RoundTrip(new KeyValuePair<string, int>("k", 1)).ShouldBe(new("k", 1));
        (int, int, int, int, int, int, int, int, int) nine = (1, 2, 3, 4, 5, 6, 7, 8, 9);
        Wire.RoundTrip(nine).ShouldBe(nine);
        Wire.Hex(nine).ShouldBe("9801020304050607920809");
    }

    [Fact]
    public void Scalars_AtTheirLimits_SurviveExactly()
    {
        foreach (BigInteger value in new[] { 0, BigInteger.One, -1, 255, -256, BigInteger.Pow(2, 4096), -BigInteger.Pow(3, 999) })
        {
            Wire.RoundTrip(value).ShouldBe(value);
        }

        Wire.RoundTrip(decimal.MinValue).ShouldBe(decimal.MinValue);
        Wire.RoundTrip(0.0000000000000000000000000001m).ShouldBe(0.0000000000000000000000000001m);
        Wire.RoundTrip(DateTimeOffset.MinValue).ShouldBe(DateTimeOffset.MinValue);
        Wire.RoundTrip(DateTimeOffset.MaxValue).ShouldBe(DateTimeOffset.MaxValue);
        Wire.RoundTrip(DateTime.MaxValue).ShouldBe(DateTime.MaxValue);
        Wire.RoundTrip(DateTime.MinValue).ShouldBe(DateTime.MinValue);
        Wire.RoundTrip(TimeSpan.MinValue).ShouldBe(TimeSpan.MinValue);
        Wire.RoundTrip(TimeOnly.MaxValue).ShouldBe(TimeOnly.MaxValue);
        Wire.RoundTrip(DateOnly.MinValue).ShouldBe(DateOnly.MinValue);
        Wire.RoundTrip(new Uri("a/b?c=ü", UriKind.Relative)).OriginalString.ShouldBe("a/b?c=ü");
        Wire.RoundTrip(new Version(1, 2)).ShouldBe(new Version(1, 2));
        Wire.RoundTrip<Memory<byte>>(new byte[] { 1, 2 }).ToArray().ShouldBe([1, 2]);
        Wire.RoundTrip<ReadOnlyMemory<byte>>(new byte[] { 1, 2 }).ToArray().ShouldBe([1, 2]);
        Wire.RoundTrip(new ArraySegment<byte>([1, 2, 3], 1, 2)).ToArray().ShouldBe([2, 3]);
    }

    private sealed class Tags : List<string>;
}
