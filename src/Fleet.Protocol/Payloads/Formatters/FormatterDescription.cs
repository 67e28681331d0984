namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>A formatter to be made, and the types whose formatters its constructor takes.</summary>
internal sealed record FormatterDescription(Type Formatter, params Type[] Parts);
