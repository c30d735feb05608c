using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Http;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Reads the object that came with a request, with Kubernetes' own words for what is wrong with it.</summary>
internal static class BodyReader
{
    /// <summary>The object, or why it cannot be read.</summary>
    /// <param name="request">Body, its type, and how strictly to read it.</param>
    /// <param name="codec">Of the kind.</param>
    /// <param name="apiVersion">The one that must be; empty when options may come under any.</param>
    /// <param name="kind">The one that must be.</param>
    public static (T? Value, Status? Error) Read<T>(
        ServerRequest request, KindCodec codec, string apiVersion, string kind)
        where T : class
    {
        RequestBody body = request.Body;
        if (body.Object is { } given)
        {
            return given is T typed
                ? (typed, null)
                : (null, StatusErrors.BadRequest(
                    $"{given.Kind} in version \"{given.ApiVersion}\" cannot be handled as a {kind}"));
        }
        if (Negotiation.OfBody(body.ContentType, protobuf: true) is not { } encoding)
            return (null, StatusErrors.UnsupportedMediaType(Negotiation.Supported(protobuf: true)));
        try
        {
            if (encoding == Encoding.Protobuf)
                return ReadProtobuf<T>(body.Bytes, codec, apiVersion, kind);
            return ReadJson<T>(request, body.Bytes, encoding, codec, apiVersion, kind);
        }
        catch (Exception exception) when (exception is DecodeException or JsonException or FormatException)
        {
            return (null, Unreadable(kind, apiVersion, exception.Message));
        }
    }

    /// <summary>As <see cref="Read"/>, for JSON that a patch made here.</summary>
    /// <param name="findings">What was found about the patch itself; goes first.</param>
    /// <param name="shown">What refusals show: the patched object, or the patch.</param>
    public static (T? Value, Status? Error) ReadPatched<T>(
        ServerRequest request, ReadOnlyMemory<byte> json, KindCodec codec, string apiVersion, string kind,
        IReadOnlyList<string> findings, Func<string> shown)
        where T : class
    {
        (string givenVersion, string givenKind) = TypeOf(json.Span);
        if ((givenKind.Length > 0 && givenKind != kind) || (givenVersion.Length > 0 && givenVersion != apiVersion))
        {
            return (null, StatusErrors.BadRequest(
                $"{givenKind} in version \"{givenVersion}\" cannot be handled as a {kind}"));
        }
        DecodeReport? report = IsStrict(request) ? new() : null;
        T value;
        try
        {
            value = (T)codec.ReadJson(json.Span, report);
        }
        catch (Exception exception) when (exception is DecodeException or JsonException)
        {
            return (null, StatusErrors.PatchInvalid(shown(), exception.Message));
        }
        return report is not null && Refused(request, [.. findings, .. report.Findings]) is { } why
            ? (null, StatusErrors.PatchInvalid(shown(), why))
            : (value, null);
    }

    /// <summary>Whether unknown and duplicate fields are looked for.</summary>
    public static bool IsStrict(ServerRequest request) => request.Options.FieldValidation != "Ignore";

    /// <summary>The text of a refusal when the client wants one; otherwise the findings become warnings.</summary>
    public static string? Refused(ServerRequest request, IReadOnlyList<string> findings)
    {
        if (findings.Count == 0)
            return null;
        if (request.Options.FieldValidation == "Strict")
            return $"strict decoding error: {string.Join(", ", findings)}";
        foreach (string finding in findings)
            request.Warn(finding);
        return null;
    }

    private static (T? Value, Status? Error) ReadJson<T>(
        ServerRequest request, ReadOnlyMemory<byte> bytes, Encoding encoding, KindCodec codec,
        string apiVersion, string kind)
        where T : class
    {
        DecodeReport? report = IsStrict(request) ? new() : null;
        string givenVersion, givenKind;
        ReadOnlyMemory<byte> json = bytes;
        try
        {
            if (encoding == Encoding.Yaml)
                json = TreeJson.Write(YamlReader.Parse(bytes.Span, report));
            (givenVersion, givenKind) = TypeOf(json.Span);
        }
        catch (Exception exception) when (exception is DecodeException or JsonException or FormatException)
        {
            string why = exception is JsonException syntax ? TreeJson.Explain(json.Span, syntax) : exception.Message;
            return (null, StatusErrors.BadRequest(
                $"the object provided is unrecognized (must be of type {kind}): "
                + $"couldn't get version/kind; json parse error: {why} ({Summary(bytes.Span)})"));
        }
        if (givenKind.Length > 0 && givenKind != kind)
        {
            return (null, Unreadable(
                kind, givenVersion.Length > 0 ? givenVersion : apiVersion,
                $"no kind \"{givenKind}\" is expected here", givenKind));
        }
        if (givenVersion.Length > 0 && apiVersion.Length > 0 && givenVersion != apiVersion)
        {
            return (null, StatusErrors.BadRequest(
                $"the API version in the data ({givenVersion}) does not match the expected API version "
                + $"({apiVersion})"));
        }
        object value = codec.ReadJson(json.Span, report);
        return report is not null && Refused(request, report.Findings) is { } refused
            ? (null, Unreadable(kind, apiVersion, refused))
            : ((T)value, null);
    }

    // The first bytes, as text when they look like JSON.
    private static string Summary(ReadOnlySpan<byte> bytes)
    {
        const int bytesMax = 30;
        if (bytes.IsEmpty)
            return "<empty>";
        ReadOnlySpan<byte> shown = bytes.Length > bytesMax ? bytes[..bytesMax] : bytes;
        string text = bytes[0] == '{'
            ? System.Text.Encoding.UTF8.GetString(shown)
            : Convert.ToHexStringLower(shown);
        return bytes.Length > bytesMax ? text + " ..." : text;
    }

    private static (T? Value, Status? Error) ReadProtobuf<T>(
        ReadOnlyMemory<byte> bytes, KindCodec codec, string apiVersion, string kind)
        where T : class
    {
        if (!ProtobufEnvelope.TryRead(bytes.Span, out ProtobufEnvelope.Content content))
            return (null, Unreadable(kind, apiVersion, "provided data does not appear to be a protobuf message"));
        if (content.Kind.Length > 0 && content.Kind != kind)
        {
            return (null, Unreadable(
                kind, content.ApiVersion, $"no kind \"{content.Kind}\" is expected here", content.Kind));
        }
        if (content.ApiVersion.Length > 0 && apiVersion.Length > 0 && content.ApiVersion != apiVersion)
        {
            return (null, StatusErrors.BadRequest(
                $"the API version in the data ({content.ApiVersion}) does not match the expected API version "
                + $"({apiVersion})"));
        }
        return ((T)codec.ReadProto(bytes.Span[content.Raw]), null);
    }

    private static Status Unreadable(string kind, string apiVersion, string why, string? givenKind = null) =>
        StatusErrors.BadRequest(
            $"{givenKind ?? kind} in version \"{GroupVersion.Parse(apiVersion).Version}\" cannot be handled as a "
            + $"{kind}: {why}");

    /// <summary>apiVersion and kind of a JSON object; empty where absent.</summary>
    private static (string ApiVersion, string Kind) TypeOf(ReadOnlySpan<byte> json)
    {
        string apiVersion = "", kind = "";
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = TreeJson.DepthMax });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            bool isVersion = reader.ValueTextEquals("apiVersion"u8);
            bool isKind = reader.ValueTextEquals("kind"u8);
            reader.Read();
            if (isVersion && reader.TokenType == JsonTokenType.String)
                apiVersion = reader.GetString() ?? "";
            else if (isKind && reader.TokenType == JsonTokenType.String)
                kind = reader.GetString() ?? "";
            else
                reader.Skip();
            if (apiVersion.Length > 0 && kind.Length > 0)
                break;
        }
        return (apiVersion, kind);
    }
}
