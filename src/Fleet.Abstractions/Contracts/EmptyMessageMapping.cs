namespace Fleet;

/// <summary>The one mapping of this assembly, written by hand: the generator runs for bots.</summary>
internal readonly struct EmptyMessageMapping : IPayloadMapping<EmptyMessage>
{
    private static readonly byte[][] Names = [];

    public static PayloadMember[] Members => [];

    public static void Write<TWriter>(ref TWriter writer, EmptyMessage value)
        where TWriter : struct, IPayloadWriter, allows ref struct => writer.BeginObject(0);

    public static EmptyMessage Read<TReader>(ref TReader reader)
        where TReader : struct, IPayloadReader, allows ref struct
    {
        // What a newer sender put in is passed over.
        for (var left = reader.BeginObject(); left > 0; left--)
        {
            reader.ReadName(Names, 0);
            reader.Skip();
        }

        return EmptyMessage.Instance;
    }

    /// <summary>How it is found.</summary>
    internal sealed class Code : GeneratedCode
    {
        public override void GiveMapping(Type type, IPayloadMappingTaker taker)
        {
            if (type == typeof(EmptyMessage)) taker.Take<EmptyMessage, EmptyMessageMapping>();
        }
    }
}
