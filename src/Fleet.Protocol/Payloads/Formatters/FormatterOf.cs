namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>The formatter of a type that is known when the caller is compiled: one field to read, no look-up.</summary>
internal static class FormatterOf<T>
{
    private static Formatter<T>? Made;

    /// <summary>The formatter; made at the first use.</summary>
    public static Formatter<T> Instance => Made ??= (Formatter<T>)FormatterCatalog.Get(typeof(T));
}
