"""What the log calls the acts of campaigns."""

SENTENCES = {
    "campaign.plan": "筹备活动",
    "campaign.edit": "修改活动筹备内容",
    "campaign.publish": "印发活动通知",
    "campaign.close": "结束活动",
    "campaign.reopen": "重新打开活动",
    "campaign.sign": "签收活动通知",
    "campaign.forward": "转发活动通知",
    "campaign.towns": "向乡镇（街道）布置报送",
    "campaign.draft": "开始填写活动材料",
    "campaign.submit": "报送活动材料",
    "campaign.nothing": "答复本单位无此项活动",
    "campaign.withdraw": "撤回活动材料",
    "campaign.behalf": "代报活动材料",
    "campaign.return": "退回活动材料",
    "campaign.accept": "通过活动材料",
    "campaign.exception": "批准活动材料延期",
    "campaign.hints": "核实活动材料提示",
    "campaign.chase": "催报",
    "campaign.board": "查看活动看板",
}
