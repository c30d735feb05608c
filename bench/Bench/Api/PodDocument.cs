using System.Text;

namespace Kubesharp.Bench.Api;

/// <summary>The Pods of the bench: 4 KB as they are stored.</summary>
internal static class PodDocument
{
    /// <summary>A Pod for a scheduler that is not there, so that nobody touches it after its creation.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tier">A label to select by.</param>
    /// <param name="turn">An annotation to change.</param>
    public static string Of(string name, string tier = "common", string turn = "first")
    {
        StringBuilder text = new();
        text.Append($$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","labels":{"app":"bench","tier":"{{{tier}}}",
            "app.kubernetes.io/name":"bench","app.kubernetes.io/part-of":"measurements","track":"stable"},
            "annotations":{"turn":"{{{turn}}}","prometheus.io/scrape":"true","prometheus.io/port":"8080",
            "description":"A Pod of the size that Pods of services have."}},
            "spec":{"schedulerName":"none-of-ours","serviceAccountName":"default","restartPolicy":"Always",
            "terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","automountServiceAccountToken":false,
            "securityContext":{"runAsNonRoot":true,"runAsUser":10001,"fsGroup":10001},
            "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute",
            "tolerationSeconds":300},{"key":"node.kubernetes.io/unreachable","operator":"Exists",
            "effect":"NoExecute","tolerationSeconds":300}],"containers":[
            """);
        text.Append(Container("main", 8080));
        text.Append("""
            ],"volumes":[{"name":"cache","emptyDir":{}},{"name":"scratch","emptyDir":{"medium":"Memory",
            "sizeLimit":"64Mi"}},{"name":"config","configMap":{"name":"bench-config","defaultMode":420}}]} }
            """);
        return text.ToString().ReplaceLineEndings("");
    }

    private static string Container(string name, int port)
    {
        StringBuilder env = new();
        for (int index = 0; index < 4; index++)
        {
            string comma = index == 0 ? "" : ",";
            env.Append($$$"""{{{comma}}}{"name":"SETTING_{{{index}}}","value":"value number {{{index}}}"}""");
        }
        return $$$"""
            {"name":"{{{name}}}","image":"registry.example.com/team/{{{name}}}:1.24.3","imagePullPolicy":"IfNotPresent",
            "command":["/usr/local/bin/serve"],"args":["--listen","0.0.0.0:{{{port}}}","--log-level","info"],
            "ports":[{"name":"http","containerPort":{{{port}}},"protocol":"TCP"}],"env":[{{{env}}},
            {"name":"POD_NAME","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"} } }],
            "resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"cpu":"500m","memory":"256Mi"} },
            "volumeMounts":[{"name":"cache","mountPath":"/var/cache/app"},{"name":"config","mountPath":"/etc/app",
            "readOnly":true}],"livenessProbe":{"httpGet":{"path":"/healthz","port":{{{port}}},"scheme":"HTTP"},
            "initialDelaySeconds":5,"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3},
            "readinessProbe":{"httpGet":{"path":"/ready","port":{{{port}}},"scheme":"HTTP"},"timeoutSeconds":1,
            "periodSeconds":5,"successThreshold":1,"failureThreshold":3},
            "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
            "securityContext":{"allowPrivilegeEscalation":false,
            "capabilities":{"drop":["ALL"]} } }
            """;
    }
}
