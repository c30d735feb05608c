using System.Globalization;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What annotations with a meaning must satisfy on Pods and their templates.</summary>
internal static class AnnotationRules
{
    private const string Mirror = "kubernetes.io/config.mirror";
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";
    private const string LocalhostPrefix = "localhost/";

    /// <summary>Whether the Pod stands for one that its node runs on its own.</summary>
    public static bool IsMirror(ObjectMeta metadata) => metadata.Annotations.ContainsKey(Mirror);

    public static void Validate(ObjectMeta metadata, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        foreach ((string key, string value) in metadata.Annotations)
        {
            if (key == Mirror && spec.NodeName.Length == 0)
            {
                errors.Invalid(path.Key(key), value,
                    "must set spec.nodeName if mirror pod annotation is set");
            }
            else if (key == DeletionCost && !IsCost(value))
            {
                errors.Invalid(path.Key(key), value, "must be a 32bit integer");
            }
            else if (key == SeccompPod || key.StartsWith(SeccompContainer, StringComparison.Ordinal))
            {
                CheckSeccomp(value, path.Child(key), errors);
            }
            else if (key.StartsWith(AppArmor, StringComparison.Ordinal))
            {
                string container = key[AppArmor.Length..];
                if (!PodContainers.Has(spec, container))
                    errors.Invalid(path.Key(key), container, "container not found");
                if (value is not ("" or "runtime/default" or "unconfined")
                    && !value.StartsWith(LocalhostPrefix, StringComparison.Ordinal))
                {
                    errors.Invalid(path.Key(key), value, $"invalid AppArmor profile name: {FieldErrors.Quote(value)}");
                }
            }
        }
    }

    /// <summary>Some annotations are part of what a running Pod is.</summary>
    public static void ValidateUpdate(ObjectMeta metadata, ObjectMeta old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Metadata.Child("annotations");
        foreach ((string key, string value) in old.Annotations)
        {
            if (metadata.Annotations.TryGetValue(key, out string? now) && now == value)
                continue;
            if (key.StartsWith(AppArmor, StringComparison.Ordinal))
                errors.Forbidden(path.Key(key), "may not remove or update AppArmor annotations");
            if (key == Mirror)
                errors.Forbidden(path.Key(key), "may not remove or update mirror pod annotation");
        }
        foreach (string key in metadata.Annotations.Keys)
        {
            if (old.Annotations.ContainsKey(key))
                continue;
            if (key.StartsWith(AppArmor, StringComparison.Ordinal))
                errors.Forbidden(path.Key(key), "may not add AppArmor annotations");
            if (key == Mirror)
                errors.Forbidden(path.Key(key), "may not add mirror pod annotation");
        }
    }

    /// <summary>Where old annotation and new field say the same thing, they must agree.</summary>
    public static void CheckAgainstFields(ObjectMeta metadata, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (metadata.Annotations.TryGetValue(SeccompPod, out string? ofPod)
            && spec.SecurityContext?.SeccompProfile is { } seccomp)
        {
            Compare(ofPod, seccomp.Type, seccomp.LocalhostProfile, "seccomp",
                path.Child("securityContext", "seccompProfile"), errors);
        }
        foreach ((Container container, FieldPath at) in PodContainers.Visit(spec, path))
        {
            if (metadata.Annotations.TryGetValue(SeccompContainer + container.Name, out string? value)
                && container.SecurityContext?.SeccompProfile is { } own)
            {
                Compare(value, own.Type, own.LocalhostProfile, "seccomp",
                    at.Child("securityContext", "seccompProfile"), errors);
            }
            AppArmorProfile? profile =
                container.SecurityContext?.AppArmorProfile ?? spec.SecurityContext?.AppArmorProfile;
            if (spec.Os?.Name != "windows" && profile is not null
                && metadata.Annotations.TryGetValue(AppArmor + container.Name, out value))
            {
                Compare(value, profile.Type, profile.LocalhostProfile, "apparmor",
                    at.Child("securityContext", "appArmorProfile"), errors);
            }
        }
    }

    private static void Compare(
        string annotation, string type, string? file, string subject, FieldPath path, FieldErrors errors)
    {
        bool same = type switch
        {
            "Unconfined" => annotation == "unconfined",
            "RuntimeDefault" => annotation == "runtime/default"
                || (subject == "seccomp" && annotation == "docker/default"),
            "Localhost" => annotation.StartsWith(LocalhostPrefix, StringComparison.Ordinal),
            _ => true,
        };
        if (!same)
            errors.Forbidden(path.Child("type"), $"{subject} type in annotation and field must match");
        else if (type == "Localhost" && annotation[LocalhostPrefix.Length..] != file)
        {
            errors.Forbidden(path.Child("localhostProfile"),
                $"{subject} profile in annotation and field must match");
        }
    }

    private static void CheckSeccomp(string value, FieldPath path, FieldErrors errors)
    {
        if (value is "runtime/default" or "docker/default" or "unconfined")
            return;
        if (value.StartsWith(LocalhostPrefix, StringComparison.Ordinal))
            NameChecks.RelativePath(value[LocalhostPrefix.Length..], path, errors);
        else
            errors.Invalid(path, value, "must be a valid seccomp profile");
    }

    // Go reads a sign and digits, but no leading zeros and no plus here.
    private static bool IsCost(string value) =>
        value.Length > 0 && !value.StartsWith('+') && (value == "0" || !value.StartsWith('0'))
        && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
