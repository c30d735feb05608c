using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What the volumes of a Pod must satisfy.</summary>
internal static class VolumeRules
{
    private const string ModeText = "must be a number between 0 and 0777 (octal), both inclusive";
    private const int ModeMax = 0x1FF;

    /// <summary>Those volumes that are valid: the others count as missing where they are mounted.</summary>
    /// <param name="volumes">Of the Pod or template.</param>
    /// <param name="pod">Of the Pod; null in templates, whose Pods have no name yet.</param>
    /// <param name="path">Of the list.</param>
    /// <param name="errors">Collects.</param>
    public static IReadOnlyList<Volume> Validate(
        IReadOnlyList<Volume> volumes, ObjectMeta? pod, FieldPath path, FieldErrors errors)
    {
        List<Volume>? valid = null;
        for (int i = 0; i < volumes.Count; i++)
        {
            Volume volume = volumes[i];
            int before = errors.Count;
            ValidateOne(volume, valid ?? volumes, valid?.Count ?? i, pod, path, i, errors);
            if (errors.Count > before)
                valid ??= [.. volumes.Take(i)];
            else
                valid?.Add(volume);
            if (pod is { Name.Length: > 0 } && volume.PersistentVolumeClaim is { } claim
                && volumes.Any(one => one.Ephemeral is not null && $"{pod.Name}-{one.Name}" == claim.ClaimName))
            {
                errors.Invalid(path.Index(i).Child("persistentVolumeClaim", "claimName"), claim.ClaimName,
                    "must not reference a PVC that gets created for an ephemeral volume");
            }
        }
        return valid ?? volumes;
    }

    public static void CheckMode(int? mode, FieldPath parent, string field, FieldErrors errors)
    {
        if (mode is < 0 or > ModeMax)
            errors.Invalid(parent.Child(field), mode.Value, ModeText);
    }

    public static void CheckItems(IReadOnlyList<KeyToPath> items, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < items.Count; i++)
        {
            FieldPath at = path.Index(i);
            NameChecks.Required(items[i].Key, at, "key", errors);
            NameChecks.Required(items[i].Path, at, "path", errors);
            NameChecks.UnreservedPath(items[i].Path, at.Child("path"), errors);
            CheckMode(items[i].Mode, at, "mode", errors);
        }
    }

    private static void ValidateOne(
        Volume volume, IReadOnlyList<Volume> earlier, int earlierCount, ObjectMeta? pod, FieldPath path, int index,
        FieldErrors errors)
    {
        VolumeSourceRules.Validate(volume, pod, path, index, errors);
        if (volume.Name.Length == 0)
            errors.Required(path.Index(index).Child("name"));
        else if (!NameRules.IsLabel(volume.Name))
            NameChecks.Label(volume.Name, path.Index(index).Child("name"), errors);
        for (int i = 0; i < earlierCount; i++)
        {
            if (earlier[i].Name != volume.Name)
                continue;
            errors.Duplicate(path.Index(index).Child("name"), volume.Name);
            break;
        }
    }
}
