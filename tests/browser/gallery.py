"""A page with every component, for the tests of this folder alone."""

# ruff: noqa: E501 -- templates are not wrapped
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template import RequestContext, Template
from django.urls import include, path

from luoshi.duban.problems import Refused

PAGE = """
{% extends "ui/base.html" %}{% load luoshi %}
{% block title %}组件{% endblock %}{% block heading %}各种组件{% endblock %}{% block lead %}每一种放在一起看。{% endblock %}
{% block actions %}
<a class="btn" href="/gallery/">{% icon "printer" %}打印</a><button class="btn btn-primary">{% icon "plus" %}新增</button>
{% endblock %}
{% block content %}
{% include "ui/components/tabs.html" with label="筛选" %}
<div class="stats">
  {% include "ui/components/stat.html" with number=91 label="语句" %}
  {% include "ui/components/stat.html" with number=43 label="任务" url="/gallery/" note="22 项有待明确" %}
</div>
{% include "ui/components/toolbar.html" with placeholder="标题、文号" filters=filters %}
<div class="card table-responsive"><table class="table">
  <thead><tr><th>编号</th><th>工作任务</th><th>牵头单位</th><th>状态</th><th class="number">进度</th></tr></thead>
  <tbody>
    {% for tone, words in tones %}<tr>
      <td>督2026-00{{ forloop.counter }}</td><td>加快补齐集镇供水短板，入冬前完成13处老旧管网更新。</td><td>青禾县住房和城乡建设局</td>
      <td>{% include "ui/components/badge.html" with tone=tone text=words %}</td>
      <td class="number">{% include "ui/components/progress.html" with done=forloop.counter total=5 label=words %}</td>
    </tr>{% endfor %}
  </tbody>
</table></div>
{% include "ui/components/pager.html" %}
<h2>通知</h2>
{% for level in levels %}{% include "ui/components/alert.html" with text="台账已导入，共 60 项任务，其中 3 项没有时限。" %}{% endfor %}
{% include "ui/components/alert.html" with level="error" error=error %}
{% include "ui/components/conflict.html" with who="李静" %}
<h2>表单</h2>
{% include "ui/components/form.html" with submit="保存" cancel="/gallery/" keep="sheet" action="/gallery/form/" %}
<h2>确认</h2>
<p>
{% include "ui/components/confirm.html" with id="withdraw" label="撤销" title="确定撤销这项任务？" text="撤销后仍留在记录中，不再催办。" action="/gallery/form/" danger=True fields=reason %}
</p>
<form method="post" action="/gallery/form/" id="simple">{% csrf_token %}<button class="btn" data-confirm="确定重新读取？">重新读取</button></form>
<p>
  <button class="btn" id="saved" hx-post="/gallery/saved/" hx-target="#result">保存（htmx）</button>
  <button class="btn" id="refused" hx-post="/gallery/refused/" hx-target="#result">被拒绝</button>
  <button class="btn" id="broken" hx-post="/gallery/broken/" hx-target="#result">出错</button>
  <button class="btn" id="asked" hx-post="/gallery/saved/" hx-target="#result" hx-confirm="确定保存？">先问</button>
</p>
<div id="result"></div>
<h2>空白</h2>
{% include "ui/components/empty.html" with title="还没有公文" text="上传一份讲话、方案或纪要，系统逐句读出任务。" url="/gallery/" action="上传公文" icon="file-upload" %}
{% endblock %}
"""


class Sheet(forms.Form):
    title = forms.CharField(label="单位名称", help_text="写印章上的规范名称", max_length=50)
    kind = forms.ChoiceField(label="类型", choices=[("a", "单位"), ("b", "单位组")], widget=forms.RadioSelect)
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    starts = forms.DateField(label="设立日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    is_open = forms.BooleanField(label="在用", required=False)


class Reason(forms.Form):
    reason = forms.CharField(label="撤销依据")


class Filters(forms.Form):
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), ("open", "未定")], required=False)


def gallery(request):
    shown = {
        "tabs": [
            {"title": "全部", "url": "?", "here": True, "count": 43},
            {"title": "未定", "url": "?s=1", "count": 22},
        ],
        "filters": Filters(auto_id=False),
        "tones": [("todo", "待签收"), ("good", "已销号"), ("wait", "征求意见"), ("bad", "已逾期"), ("plain", "已撤销")],
        "page": Paginator(range(160), 50).page(2),
        "levels": ["info", "success", "warning", "error"],
        "error": Refused("late", "反馈期限已过，不能再提交。", "The day for answers has passed."),
        "rows": [
            {"label": "牵头单位", "theirs": "青禾县水利局", "mine": "青禾县住房和城乡建设局"},
            {"label": "完成时限", "theirs": "年底前", "mine": "年底前"},
        ],
        "form": Sheet({"title": "", "kind": "a", "note": "写了一半的说明"}) if "wrong" in request.GET else Sheet(),
        "reason": Reason(auto_id="reason_%s"),
    }
    return HttpResponse(Template(PAGE).render(RequestContext(request, shown)))


def form(request):
    messages.success(request, "已保存。")
    return redirect("/gallery/")


def saved(request):
    return HttpResponse("<p>已存</p>", headers={"HX-Trigger": '{"toast": {"text": "Saved", "level": "success"}}'})


def refused(request):
    error = Refused("late", "反馈期限已过，不能再提交。", "The day for answers has passed.")
    return render(request, "ui/components/alert.html", {"level": "error", "error": error}, status=409)


def broken(request):
    return HttpResponse("broken on purpose", status=500)


urlpatterns = [
    path("", include("luoshi.duban.config.urls")),
    path("gallery/", gallery),
    path("gallery/form/", form),
    path("gallery/saved/", saved),
    path("gallery/refused/", refused),
    path("gallery/broken/", broken),
]
