using System.Text.RegularExpressions;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What an iSCSI volume must say; its names come in three standard forms.</summary>
internal static partial class IscsiRules
{
    private const string Prefixes = "must be valid format starting with iqn, eui, or naa";
    private const string Format = "must be valid format";

    public static void Validate(ISCSIVolumeSource source, string volumeName, FieldPath volume, FieldErrors errors)
    {
        FieldPath path = volume.Child("iscsi");
        NameChecks.Required(source.TargetPortal, path, "targetPortal", errors);
        if (source.Iqn.Length == 0)
            errors.Required(path.Child("iqn"));
        else
            CheckName(source.Iqn, path.Child("iqn"), errors);
        if (source.Lun is < 0 or > 255)
            errors.Invalid(path.Child("lun"), source.Lun, "must be between 0 and 255, inclusive");
        if ((source.ChapAuthDiscovery || source.ChapAuthSession) && source.SecretRef is null)
            errors.Required(path.Child("secretRef"));
        if (source.InitiatorName is not { } initiator)
            return;
        CheckName(initiator, path.Child("initiatorname"), errors);
        // Both become the name of one interface on the node.
        if (volumeName.Length + 1 + source.TargetPortal.Length > 64)
        {
            errors.Invalid(volume.Child("name"), volumeName, "Total length of <volume name>:<iscsi.targetPortal> must "
                + "be under 64 characters if iscsi.initiatorName is specified.");
        }
    }

    private static void CheckName(string name, FieldPath path, FieldErrors errors)
    {
        string form = name.Length < 3 ? name : name[..3];
        bool valid = form switch
        {
            "iqn" => Iqn().IsMatch(name),
            "eui" => Eui().IsMatch(name),
            "naa" => Naa().IsMatch(name),
            _ => false,
        };
        if (!valid)
            errors.Invalid(path, name, form is "iqn" or "eui" or "naa" ? Format : Prefixes);
    }

    [GeneratedRegex(@"iqn\.[0-9]{4}-[0-9]{2}\.([0-9A-Za-z.-]+)(:[^,;*&$|\s]+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Iqn();

    [GeneratedRegex("^eui.[0-9A-Za-z]{16}$", RegexOptions.NonBacktracking)]
    private static partial Regex Eui();

    [GeneratedRegex("^naa.[0-9A-Za-z]{32}$", RegexOptions.NonBacktracking)]
    private static partial Regex Naa();
}
