namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>A count is written before its elements; a collection that another thread changes in between would make bytes that are no MessagePack.</summary>
internal static class Concurrency
{
    public static void RefuseChange(int told, int written)
    {
        if (told != written)
        {
            throw new InvalidOperationException($"A collection told {told} elements and held {written}: it was changed while it was written.");
        }
    }
}
