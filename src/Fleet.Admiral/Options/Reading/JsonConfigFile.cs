using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Fleet.Admiral.Options.Keys;

namespace Fleet.Admiral.Options.Reading;

/// <summary>
/// Reads <c>fleet.json</c> against the tree of keys. The platform's own JSON provider knows neither lines nor unknown keys,
/// and merges what is given twice.
/// </summary>
internal ref struct JsonConfigFile
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly ReadOnlySpan<byte> _text;
    private readonly string _file;
    private readonly ConfigLayer _layer;
    private readonly List<FleetFault> _faults;
    private Utf8JsonReader _reader;
    private int _line = 1;
    private int _counted;

    private JsonConfigFile(ReadOnlySpan<byte> text, string file, ConfigLayer layer, List<FleetFault> faults)
    {
        _text = text;
        _file = file;
        _layer = layer;
        _faults = faults;
        _reader = new Utf8JsonReader(text, Lenient);
    }

    /// <summary>Puts a file's values into a layer.</summary>
    /// <param name="text">The file.</param>
    /// <param name="file">Its name, for a person.</param>
    /// <param name="layer">Gets the values.</param>
    /// <param name="faults">Gets everything that is wrong.</param>
    /// <returns>False where the text is no JSON, so that what is missing in the layer says nothing.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, string file, ConfigLayer layer, List<FleetFault> faults)
    {
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(text))
        {
            faults.Add(ConfigFaults.BadJson(file, "is not UTF-8 text. Save it as UTF-8."));
            return false;
        }

        var json = new JsonConfigFile(text, file, layer, faults);
        try
        {
            json.ReadRoot();
            return true;
        }
        catch (JsonException e)
        {
            var line = e.LineNumber ?? 0;
            var column = Column(text, line, e.BytePositionInLine ?? 0);
            faults.Add(ConfigFaults.BadJson($"{file} line {line + 1} column {column}", Sentence(e.Message)));
        }
        catch (InvalidOperationException)
        {
            // The reader checks escapes only when a text is taken out: half of a surrogate pair.
            faults.Add(ConfigFaults.BadJson(json.Where(), "the text has an escape that is no character."));
        }

        return false;
    }

    private void ReadRoot()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.StartObject) ReadSection(KeyNode.Root, "");
        else throw new JsonException("The configuration must be an object: { … }.", null, 0, 0);
        _reader.Read();
    }

    private void ReadSection(KeyNode section, string prefix)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.GetString()!;
            var where = Where();
            var child = name.Contains(':', StringComparison.Ordinal) ? null : section.Find(name);
            if (child is null) _faults.Add(ConfigFaults.UnknownKey(where, prefix.Replace(':', '.'), name, section));
            else if (!seen.Add(name)) _faults.Add(ConfigFaults.GivenTwice(where, name));
            _reader.Read();
            if (child is null) _reader.Skip();
            else ReadValue(child, prefix + name);
        }
    }

    private void ReadValue(KeyNode node, string key)
    {
        switch (node.Key, _reader.TokenType)
        {
            case (FreeKey, _):
                ReadFree(key);
                break;
            case (_, JsonTokenType.Null):
                break;
            case (null, JsonTokenType.StartObject):
                // Written down though it has no value: "stats": {} is a service with nothing but defaults.
                _layer.Put(key, null, Where());
                ReadSection(node, key + ":");
                break;
            case (ListKey list, JsonTokenType.StartArray):
                ReadList(list, key);
                break;
            case (ListKey { MayBeOne: true }, JsonTokenType.String or JsonTokenType.Number):
            case (not null and not ListKey, JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False):
                _layer.Put(key, Scalar(), Where());
                break;
            default:
                _faults.Add(ConfigFaults.BadKind(key.Replace(':', '.'), Kind(_reader.TokenType), Where(), node.Key?.Allowed ?? "an object"));
                _reader.Skip();
                break;
        }
    }

    private void ReadList(ListKey list, string key)
    {
        _layer.Put(key, null, Where());
        for (var index = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (_reader.TokenType == JsonTokenType.String || (list.MayBeOne && _reader.TokenType == JsonTokenType.Number)) _layer.Put($"{key}:{index}", Scalar(), Where());
            else
            {
                _faults.Add(ConfigFaults.BadKind($"{key}[{index}]", Kind(_reader.TokenType), Where(), list.Allowed));
                _reader.Skip();
            }
        }
    }

    private void ReadFree(string key)
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = _reader.GetString()!;
                    _reader.Read();
                    ReadFree($"{key}:{name}");
                }

                break;
            case JsonTokenType.StartArray:
                for (var index = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; index++) ReadFree($"{key}:{index}");
                break;
            default:
                _layer.Put(key, _reader.TokenType == JsonTokenType.Null ? null : Scalar(), Where());
                break;
        }
    }

    private string Scalar() => _reader.TokenType == JsonTokenType.String
        ? _reader.GetString()!
        : Encoding.UTF8.GetString(_reader.ValueSpan);

    private string Where()
    {
        var here = (int)_reader.TokenStartIndex;
        _line += _text[_counted..here].Count((byte)'\n');
        _counted = here;
        return $"{_file} line {_line}";
    }

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        _ => "a text",
    };

    // "… LineNumber: 3 | BytePositionInLine: 7." is said better by the place in front.
    private static string Sentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static int Column(ReadOnlySpan<byte> text, long line, long bytes)
    {
        for (; line > 0; line--) text = text[(text.IndexOf((byte)'\n') + 1)..];
        return Encoding.UTF8.GetCharCount(text[..(int)Math.Min(bytes, text.Length)]) + 1;
    }
}
