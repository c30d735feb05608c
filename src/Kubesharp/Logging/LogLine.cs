using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Logging;

/// <summary>The two looks of a log line.</summary>
internal static class LogLine
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(
        DateTimeOffset time, LogLevel level, string category, string message,
        IReadOnlyList<KeyValuePair<string, object?>> fields, Exception? exception)
    {
        StringBuilder line = new();
        Append(line, "time", time.ToString(TimeFormat, CultureInfo.InvariantCulture));
        Append(line, "level", NameOf(level));
        Append(line, "logger", ShortName(category));
        Append(line, "msg", message);
        foreach ((string name, object? value) in fields)
        {
            if (name != "{OriginalFormat}")
                Append(line, name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }
        if (exception is not null)
            Append(line, "error", exception.ToString());
        return line.ToString();
    }

    public static string Json(
        DateTimeOffset time, LogLevel level, string category, string message,
        IReadOnlyList<KeyValuePair<string, object?>> fields, Exception? exception)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Readable))
        {
            json.WriteStartObject();
            json.WriteString("time", time.ToString(TimeFormat, CultureInfo.InvariantCulture));
            json.WriteString("level", NameOf(level));
            json.WriteString("logger", ShortName(category));
            json.WriteString("msg", message);
            foreach ((string name, object? value) in fields)
            {
                if (name != "{OriginalFormat}")
                    json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
            }
            if (exception is not null)
                json.WriteString("error", exception.ToString());
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Append(StringBuilder line, string name, string value)
    {
        if (line.Length > 0)
            line.Append(' ');
        line.Append(name).Append('=');
        if (value.Length > 0 && !value.AsSpan().ContainsAny(" \"=\n\r\t"))
        {
            line.Append(value);
            return;
        }
        line.Append('"');
        foreach (char character in value)
        {
            _ = character switch
            {
                '"' => line.Append("\\\""),
                '\\' => line.Append("\\\\"),
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ => line.Append(character),
            };
        }
        line.Append('"');
    }

    private static string ShortName(string category) =>
        category.StartsWith("Kubesharp.", StringComparison.Ordinal) ? category["Kubesharp.".Length..] : category;

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        _ => "error",
    };
}
