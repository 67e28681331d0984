using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

internal sealed class StringFormatter : Formatter<string>
{
    public override void Write(ref MsgPackWriter writer, string? value) => writer.WriteStringOrNil(value);

    public override string? Read(ref MsgPackReader reader) => reader.ReadStringOrNull();
}

/// <summary>As the integer of its UTF-16 unit.</summary>
internal sealed class CharFormatter : Formatter<char>
{
    public override void Write(ref MsgPackWriter writer, char value) => writer.WriteInt32(value);

    public override char Read(ref MsgPackReader reader) => (char)reader.ReadUInt16();
}

/// <summary>As text of 36 characters.</summary>
internal sealed class GuidFormatter : Formatter<Guid>
{
    private const int Length = 36;

    public override void Write(ref MsgPackWriter writer, Guid value)
    {
        Span<byte> text = stackalloc byte[Length];
        value.TryFormat(text, out _, "D");
        writer.WriteUtf8(text);
    }

    public override Guid Read(ref MsgPackReader reader)
    {
        int start = reader.Position;
        ReadOnlySpan<byte> text = reader.ReadUtf8();
        if (!Utf8Parser.TryParse(text, out Guid value, out int used, 'D') || used != text.Length)
        {
            MsgPackFault.Malformed(start, "a GUID");
        }

        return value;
    }
}

/// <summary>As decimal digits, which keep the scale: 1.50 stays 1.50.</summary>
internal sealed class DecimalFormatter : Formatter<decimal>
{
    /// <summary>The sign, 29 digits, the point and a zero before it fit into this; a longer text is none that a writer of decimals makes.</summary>
    private const int MaxLength = 64;

    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public override void Write(ref MsgPackWriter writer, decimal value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        writer.WriteUtf8(text[..length]);
    }

    public override decimal Read(ref MsgPackReader reader)
    {
        int start = reader.Position;
        if (!decimal.TryParse(reader.ReadUtf8(MaxLength), Styles, CultureInfo.InvariantCulture, out decimal value))
        {
            MsgPackFault.Malformed(start, "a decimal number");
        }

        return value;
    }
}

/// <summary>A type that is written as its text.</summary>
internal abstract class TextFormatter<T>(string expected) : Formatter<T>
    where T : class
{
    public sealed override void Write(ref MsgPackWriter writer, T? value) => writer.WriteStringOrNil(value is null ? null : ToText(value));

    public sealed override T? Read(ref MsgPackReader reader)
    {
        int start = reader.Position;
        string? text = reader.ReadStringOrNull();
        if (text is null)
        {
            return null;
        }

        if (!TryParse(text, out T? value))
        {
            MsgPackFault.Malformed(start, expected);
        }

        return value;
    }

    protected abstract string ToText(T value);

    protected abstract bool TryParse(string text, [NotNullWhen(true)] out T? value);
}

internal sealed class VersionFormatter() : TextFormatter<Version>("a version")
{
    protected override string ToText(Version value) => value.ToString();

    protected override bool TryParse(string text, [NotNullWhen(true)] out Version? value) => Version.TryParse(text, out value);
}

internal sealed class UriFormatter() : TextFormatter<Uri>("a URI")
{
    protected override string ToText(Uri value) => value.OriginalString;

    protected override bool TryParse(string text, [NotNullWhen(true)] out Uri? value) => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out value);
}
