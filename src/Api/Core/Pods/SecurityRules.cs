using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What security settings of Pods and containers must satisfy. Admission says what is allowed.</summary>
internal static class SecurityRules
{
    private const string IdRange = "must be between 0 and 2147483647, inclusive";

    public static void Validate(PodSecurityContext? context, FieldPath path, FieldErrors errors)
    {
        if (context is null)
            return;
        CheckId(context.RunAsUser, path, "runAsUser", errors);
        CheckId(context.RunAsGroup, path, "runAsGroup", errors);
        CheckId(context.FsGroup, path, "fsGroup", errors);
        for (int i = 0; i < context.SupplementalGroups.Count; i++)
        {
            if (context.SupplementalGroups[i] is < 0 or > int.MaxValue)
            {
                errors.Invalid(path.Child("supplementalGroups").Index(i), context.SupplementalGroups[i], IdRange);
            }
        }
        if (context.FsGroupChangePolicy is not (null or "OnRootMismatch" or "Always"))
        {
            errors.NotSupported(path.Child("fsGroupChangePolicy"), context.FsGroupChangePolicy,
                "Always", "OnRootMismatch");
        }
        ValidateSeccomp(context.SeccompProfile, path.Child("seccompProfile"), errors);
    }

    public static void Validate(SecurityContext? context, FieldPath path, FieldErrors errors)
    {
        if (context is null)
            return;
        CheckId(context.RunAsUser, path, "runAsUser", errors);
        CheckId(context.RunAsGroup, path, "runAsGroup", errors);
        if (context.ProcMount is not (null or "Default" or "Unmasked"))
            errors.NotSupported(path.Child("procMount"), context.ProcMount, "Default", "Unmasked");
        ValidateSeccomp(context.SeccompProfile, path.Child("seccompProfile"), errors);
        if (context.AllowPrivilegeEscalation != false)
            return;
        if (context.Privileged == true)
        {
            errors.Invalid(path, "",
                "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }
        if (context.Capabilities is { } capabilities && capabilities.Add.Contains("CAP_SYS_ADMIN"))
        {
            errors.Invalid(path, "",
                "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    private static void ValidateSeccomp(SeccompProfile? profile, FieldPath path, FieldErrors errors)
    {
        if (profile is null)
            return;
        switch (profile.Type)
        {
            case "Localhost" when string.IsNullOrEmpty(profile.LocalhostProfile):
                errors.Required(path.Child("localhostProfile"), "must be set when seccomp type is Localhost");
                break;
            case "RuntimeDefault" or "Unconfined" when profile.LocalhostProfile is not null:
                errors.Invalid(path.Child("localhostProfile"), profile.LocalhostProfile,
                    "can only be set when seccomp type is Localhost");
                break;
            case "Localhost" or "RuntimeDefault" or "Unconfined":
                break;
            case "":
                errors.Required(path.Child("type"), "type is required when seccompProfile is set");
                break;
            default:
                errors.NotSupported(path.Child("type"), profile.Type, "Localhost", "RuntimeDefault", "Unconfined");
                break;
        }
    }

    private static void CheckId(long? id, FieldPath path, string field, FieldErrors errors)
    {
        if (id is < 0 or > int.MaxValue)
            errors.Invalid(path.Child(field), id.Value, IdRange);
    }
}
