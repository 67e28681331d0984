namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Makes a formatter of the mapping that was generated for a type.</summary>
internal sealed class MappingTaker : IPayloadMappingTaker
{
    private IObjectFormatter? _made;

    private MappingTaker()
    {
    }

    /// <summary>The formatter of a type by its generated mapping; null where it has none.</summary>
    public static IObjectFormatter? Find(Type type)
    {
        if (GeneratedCode.Of(type) is not { } code)
        {
            return null;
        }

        var taker = new MappingTaker();
        code.GiveMapping(type, taker);
        return taker._made;
    }

    void IPayloadMappingTaker.Take<T, TMapping>() => _made = new MappedFormatter<T, TMapping>();
}
