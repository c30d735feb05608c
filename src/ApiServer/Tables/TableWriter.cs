using System.Buffers;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Trees;
using Kubesharp.ApiServer.Documents;
using Kubesharp.ApiServer.Http;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Tables;

/// <summary>Objects as rows: what kubectl prints.</summary>
/// <param name="definition">Whose objects.</param>
/// <param name="version">v1 or v1beta1 of meta.k8s.io.</param>
/// <param name="includeObject">None, Metadata or Object; empty means Metadata.</param>
/// <param name="time">What ages count to.</param>
internal sealed class TableWriter(
    ResourceDefinition definition, string version, string includeObject, TimeProvider time)
{
    private readonly Strategy strategy = StrategyRegistry.For(definition);

    /// <summary>For the events of a watch; null when the client did not ask for tables.</summary>
    public static TableWriter? ForWatch(
        ResourceDefinition definition, Negotiated negotiated, ServerRequest request, TimeProvider time) =>
        negotiated.Projection == Projection.Table
            ? new(definition, negotiated.ProjectionVersion, request.Query["includeObject"], time)
            : null;

    /// <summary>A table with the one row of an event; of a bookmark none, only its revision.</summary>
    public void WriteEvent(IBufferWriter<byte> output, in WatchItem item, bool withColumns) =>
        Write(output, item.Object is null ? [] : [item.Object], item.Revision, null, withColumns);

    /// <summary>A table with a row for each object.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="items">The objects.</param>
    /// <param name="revision">0: say none (a single object's table has its own).</param>
    /// <param name="list">For continue and count; null for a single object or event.</param>
    /// <param name="withColumns">Watches say the columns once.</param>
    public void Write(
        IBufferWriter<byte> output, IReadOnlyList<EncodedObject> items, long revision, ListReply? list,
            bool withColumns)
    {
        DateTimeOffset now = time.GetUtcNow();
        using Utf8JsonWriter json = new(output, new() { Encoder = JsonText.Encoder, SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("kind"u8, "Table");
        json.WriteString("apiVersion"u8, $"meta.k8s.io/{version}");
        json.WriteStartObject("metadata"u8);
        json.WriteString("resourceVersion"u8, Verbs.Revisions.Text(revision));
        if (list is { Continue.Length: > 0 })
            json.WriteString("continue"u8, list.Continue);
        if (list?.RemainingItemCount is { } remaining)
            json.WriteNumber("remainingItemCount"u8, remaining);
        json.WriteEndObject();
        if (withColumns)
            WriteColumns(json);
        else
            json.WriteNull("columnDefinitions"u8);
        json.WriteStartArray("rows"u8);
        for (int index = 0; index < items.Count; index++)
            WriteRow(json, items[index], now);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteColumns(Utf8JsonWriter json)
    {
        json.WriteStartArray("columnDefinitions"u8);
        foreach (Column column in strategy.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, column.Name);
            json.WriteString("type"u8, column.Type);
            json.WriteString("format"u8, column.Format);
            json.WriteString("description"u8, column.Description);
            json.WriteNumber("priority"u8, column.Priority);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteRow(Utf8JsonWriter json, EncodedObject item, DateTimeOffset now)
    {
        ApiObject value = (ApiObject)item.Value;
        json.WriteStartObject();
        json.WriteStartArray("cells"u8);
        foreach (Column column in strategy.Columns)
            json.WriteRawValue(TreeJson.Write(column.Cell(value, now)), skipInputValidation: true);
        json.WriteEndArray();
        if (strategy.Completed(value) is { } completed)
        {
            json.WriteStartArray("conditions"u8);
            json.WriteStartObject();
            json.WriteString("type"u8, "Completed");
            json.WriteString("status"u8, "True");
            json.WriteString("reason"u8, completed.Reason);
            json.WriteString("message"u8, completed.Message);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        if (includeObject != "None")
        {
            json.WritePropertyName("object"u8);
            if (includeObject == "Object")
            {
                json.WriteRawValue(item.Json.Span, skipInputValidation: true);
            }
            else
            {
                ArrayBufferWriter<byte> partial = new(512);
                ListBytes.WritePartial(partial, item, version, withType: true);
                json.WriteRawValue(partial.WrittenSpan, skipInputValidation: true);
            }
        }
        json.WriteEndObject();
    }
}
