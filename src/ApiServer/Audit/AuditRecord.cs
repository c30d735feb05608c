using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.ApiServer.Http;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Audit;

/// <summary>
/// One request in the audit log, written once for each stage. Owned by the call that serves the request.
/// </summary>
internal sealed class AuditRecord(AuditDecision decision, ServerRequest request, AuditLog log, TimeProvider time)
{
    private const string MicroTime = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private readonly DateTimeOffset received = time.GetUtcNow();
    private readonly SortedDictionary<string, string> annotations = new(StringComparer.Ordinal);
    private bool finished;

    public required string Id { get; init; }
    public required string Uri { get; init; }
    public required IReadOnlyList<string> Sources { get; init; }
    /// <summary>Who the caller acts as; null when it acts as itself.</summary>
    public UserInfo? Impersonated { get; set; }
    /// <summary>Who was authenticated: what <see cref="ServerRequest.User"/> was before impersonation.</summary>
    public UserInfo User { get; } = request.User;

    /// <summary>Adds a fact of authorization or admission; the first one under a name stays.</summary>
    public void Annotate(string name, string value) => annotations.TryAdd(name, value);

    public void Write(AuditStage stage) => Write(stage, 0, null);

    /// <summary>Written for streams when the answer begins, and for all when it ends. After the end: nothing.</summary>
    public void Write(AuditStage stage, int code, Reply? reply)
    {
        if (finished)
            return;
        finished = stage is AuditStage.ResponseComplete or AuditStage.Panic;
        if (decision.OmitStages.Contains(stage))
            return;
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter writer = new(buffer))
            WriteEvent(writer, stage, code, reply);
        buffer.Write("\n"u8);
        log.Write(buffer.WrittenSpan);
    }

    private void WriteEvent(Utf8JsonWriter writer, AuditStage stage, int code, Reply? reply)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "Event");
        writer.WriteString("apiVersion", "audit.k8s.io/v1");
        writer.WriteString("level", decision.Level.ToString());
        writer.WriteString("auditID", Id);
        writer.WriteString("stage", stage.ToString());
        writer.WriteString("requestURI", Uri);
        writer.WriteString("verb", request.Info.Verb);
        WriteUser(writer, "user", User);
        if (Impersonated is { } other)
            WriteUser(writer, "impersonatedUser", other);
        WriteTexts(writer, "sourceIPs", Sources);
        if (request.UserAgent.Length > 0)
            writer.WriteString("userAgent", request.UserAgent);
        if (request.Info.IsResourceRequest)
            WriteReference(writer, reply);
        if (stage is not AuditStage.RequestReceived)
            WriteStatus(writer, code, reply);
        // The body is read after the request was received; what was answered is known at the end.
        if (decision.Level >= AuditLevel.Request && stage is not AuditStage.RequestReceived)
            WriteObject(writer, "requestObject", RequestObject());
        if (decision.Level >= AuditLevel.RequestResponse && stage == AuditStage.ResponseComplete)
            WriteObject(writer, "responseObject", ResponseObject(reply));
        WriteTime(writer, "requestReceivedTimestamp", received);
        WriteTime(writer, "stageTimestamp", time.GetUtcNow());
        if (annotations.Count > 0)
        {
            writer.WriteStartObject("annotations");
            foreach ((string name, string value) in annotations)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void WriteUser(Utf8JsonWriter writer, string name, UserInfo user)
    {
        writer.WriteStartObject(name);
        if (user.Username.Length > 0)
            writer.WriteString("username", user.Username);
        if (user.Uid.Length > 0)
            writer.WriteString("uid", user.Uid);
        if (user.Groups.Count > 0)
            WriteTexts(writer, "groups", user.Groups);
        if (user.Extra.Count > 0)
        {
            writer.WriteStartObject("extra");
            foreach ((string key, IReadOnlyList<string> values) in user.Extra)
                WriteTexts(writer, key, values);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private void WriteReference(Utf8JsonWriter writer, Reply? reply)
    {
        RequestInfo info = request.Info;
        ObjectMeta? metadata = reply is ObjectReply { Object.Value: ApiObject answered } ? answered.Metadata : null;
        writer.WriteStartObject("objectRef");
        writer.WriteString("resource", info.Resource);
        WriteUnlessEmpty("namespace", info.Namespace);
        // A created object is named in the body, or by the server.
        WriteUnlessEmpty("name", info.Name.Length > 0 ? info.Name : metadata?.Name ?? "");
        if (info.Verb == "create")
            WriteUnlessEmpty("uid", metadata?.Uid ?? "");
        WriteUnlessEmpty("apiGroup", info.Group);
        WriteUnlessEmpty("apiVersion", info.Version);
        WriteUnlessEmpty("subresource", info.Subresource);
        writer.WriteEndObject();

        void WriteUnlessEmpty(string name, string value)
        {
            if (value.Length > 0)
                writer.WriteString(name, value);
        }
    }

    private static void WriteStatus(Utf8JsonWriter writer, int code, Reply? reply)
    {
        writer.WriteStartObject("responseStatus");
        writer.WriteStartObject("metadata");
        writer.WriteEndObject();
        if (reply is StatusReply { Status: { StatusValue.Length: > 0 } status })
        {
            writer.WriteString("status", status.StatusValue);
            if (status.Message.Length > 0)
                writer.WriteString("message", status.Message);
            if (status.Reason.Length > 0)
                writer.WriteString("reason", status.Reason);
        }
        writer.WriteNumber("code", code);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset value) =>
        writer.WriteString(name, value.UtcDateTime.ToString(MicroTime, CultureInfo.InvariantCulture));

    private void WriteObject(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
            return;
        if (decision.OmitManagedFields && json.Span.IndexOf("\"managedFields\""u8) >= 0)
            json = TreeJson.Write(WithoutManagedFields(TreeJson.Parse(json.Span)));
        writer.WritePropertyName(name);
        writer.WriteRawValue(json.Span, skipInputValidation: true);
    }

    private ReadOnlyMemory<byte> RequestObject()
    {
        RequestBody body = request.Body;
        if (body.Object is { } given)
            return CodecOf(given) is { } codec ? new EncodedObject(codec, given).Json : default;
        if (!request.Options.Patch.IsEmpty)
            return AsJson(request.Options.Patch, yaml: request.Options.PatchType == Api.Transport.PatchType.Apply);
        if (body.Bytes.IsEmpty)
            return default;
        return Negotiation.OfBody(body.ContentType, protobuf: true) switch
        {
            Encoding.Protobuf => FromProtobuf(body.Bytes),
            Encoding.Json => AsJson(body.Bytes, yaml: false),
            // A patch's own media type, or YAML: JSON is YAML too.
            _ => AsJson(body.Bytes, yaml: true),
        };
    }

    private ReadOnlyMemory<byte> ResponseObject(Reply? reply) => reply switch
    {
        ObjectReply one => one.Object.Json,
        StatusReply refused => new EncodedObject(MessageCodecs.Status, refused.Status).Json,
        ListReply list => ListJson(list),
        _ => default,
    };

    private static ReadOnlyMemory<byte> ListJson(ListReply list)
    {
        ArrayBufferWriter<byte> output = new(4096);
        byte[] prefix = ListBytes.TypePrefix(list.Definition.ApiVersion, list.Definition.Kind);
        ListBytes.WriteHead(output, list.Definition.ApiVersion, list.Definition.Kind + "List", list);
        for (int index = 0; index < list.Items.Count; index++)
        {
            if (index > 0)
                output.Write(","u8);
            ListBytes.WriteItem(output, list.Items[index].Json.Span, prefix);
        }
        output.Write(ListBytes.Tail);
        return output.WrittenMemory[..^1];
    }

    // What cannot be read was refused: the log tells that it came, not its bytes.
    private static ReadOnlyMemory<byte> AsJson(ReadOnlyMemory<byte> bytes, bool yaml)
    {
        try
        {
            return TreeJson.Write(yaml ? YamlReader.Parse(bytes.Span) : TreeJson.Parse(bytes.Span));
        }
        catch (Exception exception) when (exception is DecodeException or JsonException or FormatException)
        {
            return default;
        }
    }

    private ReadOnlyMemory<byte> FromProtobuf(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            if (!ProtobufEnvelope.TryRead(bytes.Span, out ProtobufEnvelope.Content content)
                || ResourceRegistry.FindCodec(content.ApiVersion, content.Kind) is not { } codec)
            {
                return default;
            }
            return new EncodedObject(codec, (IKind)codec.ReadProto(bytes.Span[content.Raw])).Json;
        }
        catch (DecodeException)
        {
            return default;
        }
    }

    private KindCodec? CodecOf(IKind given) => ResourceRegistry.FindCodec(given.ApiVersion, given.Kind);

    private static Tree WithoutManagedFields(Tree tree)
    {
        if (tree is not TreeObject value)
            return tree;
        if (value["metadata"] is TreeObject metadata)
            value = value.With("metadata", metadata.Without("managedFields"));
        if (value["items"] is TreeList items)
            value = value.With("items", TreeList.Of(items.Select(WithoutManagedFields).ToList()));
        return value;
    }
}
