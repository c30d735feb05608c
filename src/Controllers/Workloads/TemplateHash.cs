using System.Buffers;
using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.Workloads;

/// <summary>
/// The short name of a Pod template: FNV-1a over its JSON, in the letters that generated names use. The value is ours;
/// upstream hashes Go's own notation, which nobody outside can reproduce or relies on.
/// </summary>
internal static class TemplateHash
{
    public const string Label = "pod-template-hash";

    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <param name="collisionCount">Raised when two templates happened to get the same name.</param>
    public static string Of(PodTemplateSpec template, int? collisionCount)
    {
        ArrayBufferWriter<byte> bytes = new();
        ApiJson.Write(template, bytes);
        return Of(bytes.WrittenSpan, collisionCount);
    }

    /// <inheritdoc cref="Of(PodTemplateSpec, int?)"/>
    public static string Of(ReadOnlySpan<byte> content, int? collisionCount)
    {
        uint hash = 2166136261;
        foreach (byte value in content)
            hash = (hash ^ value) * 16777619;
        for (int rest = collisionCount ?? 0; rest > 0; rest >>= 8)
            hash = (hash ^ (byte)rest) * 16777619;
        // The digits of the number, each mapped into the alphabet, as upstream's names look: 5d59d67564.
        string digits = hash.ToString(CultureInfo.InvariantCulture);
        return string.Create(digits.Length, digits, static (span, digits) =>
        {
            for (int i = 0; i < digits.Length; i++)
                span[i] = Alphabet[digits[i] % Alphabet.Length];
        });
    }

    /// <summary>Equal templates, whatever hash label they carry.</summary>
    public static bool Same(PodTemplateSpec left, PodTemplateSpec right) => Without(left).Equals(Without(right));

    private static PodTemplateSpec Without(PodTemplateSpec template)
    {
        if (!template.Metadata.Labels.ContainsKey(Label))
            return template;
        Dictionary<string, string> labels = new(template.Metadata.Labels);
        labels.Remove(Label);
        return template with { Metadata = template.Metadata with { Labels = labels } };
    }
}
