using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kubesharp.Options;

/// <summary>
/// A configuration file: one mapping in YAML (JSON is YAML too) whose keys are the names of flags, without the dashes.
/// </summary>
internal sealed record ConfigurationFile(string Path, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>Reads a file; every problem is a <see cref="OptionsException"/> that names it.</summary>
    public static ConfigurationFile Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException([$"the configuration file {path} cannot be read: {exception.Message}"]);
        }
        try
        {
            return new(path, ReadMapping(new Parser(new StringReader(text)), path));
        }
        catch (YamlException exception)
        {
            throw new OptionsException(
                [$"{path}, line {exception.Start.Line}: {exception.InnerException?.Message ?? exception.Message}"]);
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadMapping(Parser parser, string path)
    {
        Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.Ordinal);
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return values; // An empty file sets nothing.
        if (!parser.TryConsume<MappingStart>(out _))
            throw new OptionsException([$"{path} must be a mapping of setting names to values"]);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            Scalar key = parser.Consume<Scalar>();
            if (!values.TryAdd(key.Value, ReadValue(parser, key.Value, path)))
                throw new OptionsException([$"{path}, line {key.Start.Line}: {key.Value} is set twice"]);
        }
        return values;
    }

    private static List<string> ReadValue(Parser parser, string name, string path)
    {
        List<string> texts = [];
        if (parser.TryConsume<Scalar>(out Scalar? single))
        {
            texts.Add(single.Value);
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            while (!parser.TryConsume<SequenceEnd>(out _))
                texts.Add(parser.Consume<Scalar>().Value);
        }
        else
        {
            throw new OptionsException([$"{name} in {path} must be a value or a list of values"]);
        }
        return texts;
    }
}

/// <summary>The user's settings cannot be followed; says why, one text per violation.</summary>
internal sealed class OptionsException(IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    public IReadOnlyList<string> Problems => problems;
}
