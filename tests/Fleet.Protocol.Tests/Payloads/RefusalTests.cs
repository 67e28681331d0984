using System.Runtime.Serialization;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Payloads;

namespace Fleet.Protocol.Tests.Payloads;

public sealed class RefusalTests
{
    private interface IShape
    {
        int Sides { get; }
    }

    [Fact]
    public void Member_ThatIsNoData_IsRefusedByNameAndPath() =>
        Refusal<CountReply>().ShouldBe("CountReply.Owner (System.Threading.Thread) cannot be sent: it is not data. Contracts are records of plain data.");

    [Fact]
    public void Element_ThatIsNoData_IsRefusedByPath() =>
        Refusal<Holder<Dictionary<string, List<Func<int>>>>>().ShouldStartWith("Holder<Dictionary<String, List<Func<Int32>>>>.Value[value][] (System.Func<System.Int32>) cannot be sent: it is code");

    [Theory]
    [InlineData(typeof(Type))]
    [InlineData(typeof(Thread))]
    [InlineData(typeof(Task))]
    [InlineData(typeof(Task<int>))]
    [InlineData(typeof(Stream))]
    [InlineData(typeof(CancellationToken))]
    [InlineData(typeof(Action))]
    [InlineData(typeof(object))]
    [InlineData(typeof(IntPtr))]
    [InlineData(typeof(int*))]
    [InlineData(typeof(int[,]))]
    [InlineData(typeof(Span<byte>))]
    [InlineData(typeof(List<>))]
    [InlineData(typeof(List<object>))]
    [InlineData(typeof(System.Collections.ArrayList))]
    [InlineData(typeof(IShape))]
    [InlineData(typeof(AbstractShape))]
    [InlineData(typeof(MyStream))]
    [InlineData(typeof(Itself))]
    [InlineData(typeof(NoConstructor))]
    [InlineData(typeof(OddConstructor))]
    [InlineData(typeof(MixedOrders))]
    [InlineData(typeof(SameOrders))]
    [InlineData(typeof(HugeOrder))]
    [InlineData(typeof(SameNames))]
    [InlineData(typeof(PrivateMember))]
    public void Type_ThatIsNoContract_IsRefusedBothWays(Type type)
    {
        Should.Throw<PayloadException>(() => Wire.Serializer.Deserialize([0xc0], type)).Message.ShouldContain("cannot be sent");
        Should.Throw<PayloadException>(() => Wire.Serializer.Serialize(null, type, new System.Buffers.ArrayBufferWriter<byte>()));
    }

    [Fact]
    public void Graph_WithACycle_IsRefusedWithoutOverflowingTheStack()
    {
        var node = new Node();
        node.Next = node;
        Should.Throw<PayloadException>(() => Wire.Write(node)).Message.ShouldContain("or itself");
    }

    [Fact]
    public void Graph_ThirtyTwoDeep_IsTakenAndOneMoreIsNot()
    {
        Node chain = Chain(MsgPackLimits.MaxDepth);
        Wire.RoundTrip(chain).Depth().ShouldBe(MsgPackLimits.MaxDepth);
        Should.Throw<PayloadException>(() => Wire.Write(Chain(MsgPackLimits.MaxDepth + 1)));
    }

    [Fact]
    public void AuthorsCode_ThatThrows_IsToldWithItsType()
    {
        PayloadException writing = Should.Throw<PayloadException>(() => Wire.Write(new Throwing()));
        writing.Message.ShouldContain("NotSupportedException");
        writing.InnerException.ShouldBeOfType<NotSupportedException>();
        Should.Throw<PayloadException>(() => Wire.Read<Picky>("81 a44e616d65 a0")).InnerException.ShouldBeOfType<ArgumentException>();
    }

    [Fact]
    public void Collection_ThatChangesItsCount_IsRefused() =>
        Should.Throw<PayloadException>(() => Wire.Write<IReadOnlyCollection<int>>(new Liar())).Message.ShouldContain("changed");

    private static string Refusal<T>() => Should.Throw<PayloadException>(() => Wire.Read<T>("c0")).Message;

    private static Node Chain(int length)
    {
        Node? node = null;
        for (int i = 0; i < length; i++)
        {
            node = new Node { Next = node };
        }

        return node!;
    }

    private abstract class AbstractShape
    {
        public int Sides { get; set; }
    }

    private sealed class MyStream : MemoryStream;

    private sealed class Itself : List<Itself>;

    private sealed class NoConstructor
    {
        private NoConstructor()
        {
        }

        public int A { get; set; }
    }

    private sealed class OddConstructor(int somethingElse)
    {
        public int A { get; } = somethingElse;
    }

    [DataContract]
    private sealed class MixedOrders
    {
        [DataMember(Order = 0)]
        public int A { get; set; }

        [DataMember]
        public int B { get; set; }
    }

    [DataContract]
    private sealed class SameOrders
    {
        [DataMember(Order = 0)]
        public int A { get; set; }

        [DataMember(Order = 0)]
        public int B { get; set; }
    }

    [DataContract]
    private sealed class HugeOrder
    {
        [DataMember(Order = int.MaxValue)]
        public int A { get; set; }
    }

    [DataContract]
    private sealed class SameNames
    {
        [DataMember(Name = "x")]
        public int A { get; set; }

        [DataMember(Name = "x")]
        public int B { get; set; }
    }

    [DataContract]
    private sealed class PrivateMember
    {
        [DataMember]
        private int A { get; set; }
    }

    private sealed class Node
    {
        public Node? Next { get; set; }

        public int Depth() => 1 + (Next?.Depth() ?? 0);
    }

    private sealed class Throwing
    {
        public int A => throw new NotSupportedException("no");
    }

    private sealed record Picky
    {
        public Picky(string name)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            Name = name;
        }

        public string Name { get; }
    }

    private sealed record Holder<T>(T Value);

    private sealed class Liar : IReadOnlyCollection<int>
    {
        public int Count => 3;

        public IEnumerator<int> GetEnumerator() => Enumerable.Range(0, 2).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed record CountReply(long Messages, Thread Owner);
}
