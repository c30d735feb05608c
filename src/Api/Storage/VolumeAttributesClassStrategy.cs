using System.Text;
using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Storage;

/// <summary>VolumeAttributesClasses.</summary>
internal sealed class VolumeAttributesClassStrategy : Strategy<VolumeAttributesClass>
{
    private const string DefaultAnnotation = "volumeattributesclass.alpha.kubernetes.io/is-default-class";
    private const int ParametersMax = 512;
    private const int ParametersBytesMax = 256 * 1024;

    protected override bool Namespaced => false;

    protected override void Validate(VolumeAttributesClass value, FieldErrors errors)
    {
        PersistentVolumeRules.ValidateDriver(value.DriverName, FieldPath.Of("driverName"), errors);
        if (value.Parameters.Count == 0)
            errors.Required(FieldPath.Of("parameters"), "must contain at least one key/value pair");
        ValidateParameters(value.Parameters, errors);
    }

    protected override void ValidateUpdate(VolumeAttributesClass value, VolumeAttributesClass old, FieldErrors errors)
    {
        if (value.DriverName != old.DriverName)
            errors.Invalid(FieldPath.Of("driverName"), value.DriverName, ValueRules.Immutable);
        if (!SameParameters(value.Parameters, old.Parameters))
            errors.Forbidden(FieldPath.Of("parameters"), "updates to parameters are forbidden.");
    }

    /// <summary>What a driver is told: not too many, not too long, each with a name.</summary>
    internal static void ValidateParameters(IReadOnlyDictionary<string, string> parameters, FieldErrors errors)
    {
        if (parameters.Count > ParametersMax)
        {
            errors.InvalidShown(FieldPath.Of("parameters").Child("Provisioner Parameters exceeded max allowed"),
                Printing.CellText.Number(ParametersMax), "");
        }
        long bytes = 0;
        foreach ((string key, string text) in parameters)
        {
            if (key.Length == 0)
                errors.Invalid(FieldPath.Of("parameters"), key, "field can not be empty.");
            bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(text);
        }
        if (bytes > ParametersBytesMax)
            errors.TooLong(FieldPath.Of("parameters"), ParametersBytesMax);
    }

    internal static bool SameParameters(
        IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count
        && left.All(pair => right.TryGetValue(pair.Key, out string? other) && other == pair.Value);

    private static string NameText(VolumeAttributesClass value) =>
        value.Metadata.Annotations.GetValueOrDefault(DefaultAnnotation) == "true"
            ? value.Metadata.Name + " (default)"
            : value.Metadata.Name;

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Text<VolumeAttributesClass>("Name", "The name, and whether the class is the default.",
            NameText) with { Format = "name" },
        Printing.Columns.Text<VolumeAttributesClass>("DriverName", "Whose volumes it is for.",
            static value => value.DriverName),
        Printing.Columns.Age<VolumeAttributesClass>(),
    ];
}
