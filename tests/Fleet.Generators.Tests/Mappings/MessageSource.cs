namespace Fleet.Generators.Tests.Mappings;

/// <summary>Messages of every shape that a mapping is generated for, and of some that are left to the runtime.</summary>
internal static class MessageSource
{
    /// <summary>Messages with a generated mapping.</summary>
    public static readonly string[] Mapped =
    [
        "Simple", "Scalars", "Others", "Enums", "Setters", "Defaults", "Child", "Deeper", "Node", "Many", "Nothing", "Plain", "Pair", "Grid", "Choice", "Wide", "Names", "Outer.Inner",
    ];

    /// <summary>Messages without one.</summary>
    public static readonly string[] Left = ["Page<Simple>", "Ordered", "Halves", "Overriding", "Closed", "Old"];

    public static string Text { get; } = Types + "internal interface IAll : IFleetContract {"
        + string.Concat(Mapped.Concat(Left).Select((type, i) => $" Task<{type}> M{i}({type} message, CancellationToken stop);")) + " }";

    private const string Types = """
        using System.Numerics;
        using System.Runtime.Serialization;

        public sealed record Simple(string Text, int Number);

        public class Scalars
        {
            public bool Flag { get; set; }
            public sbyte I8 { get; set; }
            public byte U8 { get; set; }
            public short I16 { get; set; }
            public ushort U16 { get; set; }
            public int I32 { get; set; }
            public uint U32 { get; set; }
            public long I64 { get; set; }
            public ulong U64 { get; set; }
            public float Single { get; set; }
            public double Double { get; set; }
            public char Unit { get; set; }
            public string? Text { get; set; } = "initial";
            public DateTime Time { get; set; }
        }

        public class Others
        {
            public decimal Price { get; set; } = 1.50m;
            public Guid Id { get; set; }
            public DateTimeOffset Local { get; set; }
            public TimeSpan Span { get; set; }
            public DateOnly Day { get; set; }
            public TimeOnly Hour { get; set; }
            public BigInteger Large { get; set; }
            public Version? Version { get; set; }
            public Uri? Uri { get; set; }
            public byte[]? Bytes { get; set; }
            public int? Perhaps { get; set; } = 7;
            public Color? Shade { get; set; }
            public List<int>? Numbers { get; set; } = [1];
            public string[]? Texts { get; set; }
            public Dictionary<string, long>? Counts { get; set; }
            public Dictionary<int, Simple>? Simples { get; set; }
            public IReadOnlyList<Simple>? More { get; set; }
            public (int Number, string? Text) Tuple { get; set; }
        }

        public enum Color { Red = -1, Green, Blue }
        public enum E8 : sbyte { A = -128 }
        public enum EU8 : byte { A = 255 }
        public enum E16 : short { A }
        public enum EU16 : ushort { A }
        public enum EU32 : uint { A }
        public enum E64 : long { A }
        public enum EU64 : ulong { A = ulong.MaxValue }

        public struct Enums
        {
            public Color A;
            public E8 B;
            public EU8 C;
            public E16 D;
            public EU16 E;
            public EU32 F;
            public E64 G;
            public EU64 H;
        }

        public class Setters
        {
            public const int Constant = 1;
            public static int Shared { get; set; }
            public readonly int Fixed = 3;
            public int Field = 4;
            public int Init { get; init; } = 5;
            public string? Private { get; private set; } = "p";
            internal int Hidden { get; set; }
            public List<string> GetOnly { get; } = ["g"];
            public required int Required { get; set; }
            public required string? RequiredField;
            public int Computed => Field + 1;
            public int WriteOnly { set => Hidden = value; }
            [IgnoreDataMember] public int Ignored { get; set; }
            public int this[int index] => index;
        }

        public sealed record Defaults(
            int Number = 5, string? Text = "a\"\\\n\u00e9", Color Color = Color.Blue, Color? Shade = Color.Red, double NotANumber = double.NaN, float Infinite = float.NegativeInfinity,
            decimal Price = 1.50m, char Unit = '\'', bool Flag = true, long Least = long.MinValue, ulong Most = ulong.MaxValue, int? Perhaps = -3, sbyte Small = -128, string? None = null,
            EU64 Far = EU64.A, double Tenth = 0.1, uint U = 7)
        {
            public int Body { get; init; } = 9;
        }

        public record Parent(int A, string? B)
        {
            public int InParent { get; set; } = 1;
            public int ParentField = 2;
        }

        public record Child(int A, string? B, long C) : Parent(A, B)
        {
            public int InChild { get; private init; } = 3;
            public int ChildField = 4;
        }

        public sealed record Deeper(int D) : Child(1, "one", 2);

        public sealed record Node(string? Name, Node? Next, List<Node>? Children);

        public class Many
        {
            public int P01 { get; set; } public int P02 { get; set; } public int P03 { get; set; } public int P04 { get; set; } public int P05 { get; set; } public int P06 { get; set; }
            public int P07 { get; set; } public int P08 { get; set; } public int P09 { get; set; } public int P10 { get; set; } public int P11 { get; set; } public int P12 { get; set; }
            public int P13 { get; set; } public int P14 { get; set; } public int P15 { get; set; } public int P16 { get; set; } public int P17 { get; set; } public int P18 { get; set; }
        }

        public sealed class Nothing;

        public struct Plain
        {
            public int A { get; set; }
            public int B { get; init; }
            public int C { get; private set; }
            public int D;
            public readonly int E;
        }

        public readonly record struct Pair(int X, Simple? Y = null);

        public readonly struct Grid
        {
            public Grid(int width) => (Width, Height) = (width, -1);
            public int Width { get; }
            public int Height { get; init; }
        }

        public class Choice
        {
            public Choice(string text) => Text = text + "!";
            public Choice(string TEXT, IReadOnlyList<int> numbers) => (Text, Numbers) = (TEXT, [.. numbers ?? []]);
            public Choice(string text, object numbers, int unknown) => throw new InvalidOperationException();
            internal Choice(string text, List<int> numbers) => throw new InvalidOperationException();
            public string Text { get; }
            public List<int> Numbers { get; } = [];
            public int Length => Text?.Length ?? 0;
        }

        public sealed class Wide
        {
            public Wide() => Made = "empty";
            public Wide(int a) => throw new InvalidOperationException();
            public int A { get; set; }
            public string? Made { get; set; }
        }

        public sealed class Names
        {
            public int @class { get; set; }
            public int Größe { get; set; }
            public int 长 { get; set; }
            public int A { get; set; }
            public int AB { get; set; }
            public int A_name_that_is_exactly_31_bytes { get; set; }
            public int A_name_that_is_exactly_32_bytes_ { get; set; }
            public int A_name_that_is_much_longer_than_all_that_anybody_would_think_of { get; set; }
        }

        public static class Outer
        {
            internal sealed record Inner(Simple? Simple, Color[]? Colors);
        }

        public sealed record Page<T>(T? Item, int Number);

        [DataContract]
        public sealed record Ordered([property: DataMember(Order = 1)] int A, [property: DataMember(Order = 0)] Simple? B);

        public sealed partial record Halves(int A);
        public sealed partial record Halves { public int B { get; set; } }

        public class Open<T> { public T? Value { get; private set; } }
        public sealed class Closed : Open<int> { public int A { get; set; } }

        public class Overridden { public virtual int A { get; set; } }
        public sealed class Overriding : Overridden { public override int A { get; set; } }

        public sealed class Old { [Obsolete("Use B.")] public int A { get; set; } public int B { get; set; } }

        """;
}
