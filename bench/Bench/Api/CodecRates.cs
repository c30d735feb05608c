using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using k8s.Models;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Bench.Api;

/// <summary>
/// The codec of a running Pod against System.Text.Json's source generator over the official client's model, and against
/// Google.Protobuf over messages of the same numbers.
/// </summary>
internal static class CodecRates
{
    private const int Batch = 2_000;
    private const int Batches = 10;
    private const int Documents = 1024;

    public static List<Figure> Measure(ApiBenchOptions options)
    {
        byte[] json = RunningPod.Json;
        Pod pod = RunningPod.Value;
        byte[][] template = [.. Enumerable.Range(1, Documents)
            .Select(number => ApiJson.ToBytes(RunningPod.Numbered(pod, number, "shop")))];
        byte[][] strangers = [.. Enumerable.Range(1, Documents).Select(RunningPod.Stranger)];
        int next = 0;
        V1Pod theirs = JsonSerializer.Deserialize(json, PodJson.Default.V1Pod)!;
        ArrayBufferWriter<byte> output = new(16 * 1024);
        using Utf8JsonWriter writer = new(output, new JsonWriterOptions { SkipValidation = true });
        ArrayBufferWriter<byte> proto = new(16 * 1024);
        ApiProto.Write(pod, proto);
        byte[] message = proto.WrittenSpan.ToArray();
        Proto.Pod googles = Proto.Pod.Parser.ParseFrom(message);
        if (googles.CalculateSize() != message.Length)
            throw new InvalidOperationException("Google.Protobuf reads another Pod than was written");

        Cost[] costs = Costs(options,
        [
            () => ApiJson.Read<Pod>(template[next++ % Documents]),
            () => JsonSerializer.Deserialize(template[next++ % Documents], PodJson.Default.V1Pod),
            () =>
            {
                output.ResetWrittenCount();
                ApiJson.Write(pod, output);
                return null;
            },
            () =>
            {
                output.ResetWrittenCount();
                writer.Reset();
                JsonSerializer.Serialize(writer, theirs, PodJson.Default.V1Pod);
                return null;
            },
            () => ApiJson.Read<Pod>(strangers[next++ % Documents]),
            () => JsonSerializer.Deserialize(strangers[next++ % Documents], PodJson.Default.V1Pod),
            () => ApiProto.Read<Pod>(message),
            () =>
            {
                output.ResetWrittenCount();
                ApiProto.Write(pod, output);
                return null;
            },
            () => Proto.Pod.Parser.ParseFrom(message),
            () =>
            {
                output.ResetWrittenCount();
                googles.WriteTo(output);
                return null;
            },
        ]);
        return
        [
            new("pod_json_bytes", json.Length),
            new("decode_us", costs[0].Microseconds),
            new("decode_stj_us", costs[1].Microseconds, "source generator, the official client's model"),
            new("decode_stranger_us", costs[4].Microseconds, "Pods that have no template in common"),
            new("decode_stranger_ratio", costs[5].Microseconds / costs[4].Microseconds),
            new("decoded_bytes", Retained(template), "kept by a decoded Pod of a template"),
            new("decode_ratio", costs[1].Microseconds / costs[0].Microseconds, "at least 2"),
            new("decode_bytes", costs[0].Bytes, "allocated"),
            new("decode_stj_bytes", costs[1].Bytes, "allocated"),
            new("encode_us", costs[2].Microseconds),
            new("encode_stj_us", costs[3].Microseconds),
            new("encode_ratio", costs[3].Microseconds / costs[2].Microseconds, "at least 3"),
            new("encode_bytes", costs[2].Bytes, "allocated"),
            new("encode_stj_bytes", costs[3].Bytes, "allocated"),
            new("proto_bytes", message.Length),
            new("proto_decode_us", costs[6].Microseconds),
            new("proto_encode_us", costs[7].Microseconds),
            new("proto_decode_google_us", costs[8].Microseconds, "Google.Protobuf, messages of the same numbers"),
            new("proto_encode_google_us", costs[9].Microseconds),
            new("proto_decode_ratio", costs[8].Microseconds / costs[6].Microseconds),
            new("proto_encode_ratio", costs[9].Microseconds / costs[7].Microseconds),
            new("proto_decode_bytes", costs[6].Bytes, "allocated"),
            new("proto_decode_google_bytes", costs[8].Bytes, "allocated"),
        ];
    }

    private static double Retained(byte[][] documents)
    {
        Pod[] kept = new Pod[documents.Length];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int index = 0; index < kept.Length; index++)
            kept[index] = ApiJson.Read<Pod>(documents[index]);
        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)kept.Length;
        GC.KeepAlive(kept);
        return bytes;
    }

    // Turn by turn; the median of the batches says what a neighbour on the machine did not disturb.
    private static Cost[] Costs(ApiBenchOptions options, Func<object?>[] operations)
    {
        List<double>[] times = [.. operations.Select(static _ => new List<double>())];
        double[] bytes = new double[operations.Length];
        TimeProvider time = TimeProvider.System;
        for (int batch = -4; batch < Batches * options.Turns; batch++)
        {
            for (int which = 0; which < operations.Length; which++)
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                long started = time.GetTimestamp();
                for (int turn = 0; turn < Batch; turn++)
                    GC.KeepAlive(operations[which]());
                TimeSpan elapsed = time.GetElapsedTime(started);
                bytes[which] = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Batch;
                if (batch >= 0)
                    times[which].Add(elapsed.TotalMicroseconds / Batch);
            }
        }
        return [.. times.Select((list, which) => new Cost(list.Order().ElementAt(list.Count / 2), bytes[which]))];
    }

    private readonly record struct Cost(double Microseconds, double Bytes);
}

/// <summary>What System.Text.Json generates for the official client's Pod.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(V1Pod))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class PodJson : JsonSerializerContext;
